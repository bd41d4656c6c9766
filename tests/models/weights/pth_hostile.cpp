#include <catch2/catch.hpp>
#include <iterator>
#include <random>
#include <utility>

#include "tests/models/weights/pth_files.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;

namespace {

const std::filesystem::path kHostilePath =
    std::filesystem::temp_directory_path() / "tiersim-test-hostile.pth";

void write_file(const std::string& bytes) {
  std::ofstream(kHostilePath, std::ios::binary) << bytes;
}

std::string read_file() {
  std::ifstream stream(kHostilePath, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string complaint(const SavedTensor& tensor) {
  return zip_complaint(kHostilePath, state_dict_pickle({tensor}, false), {{"0", at::ones({12})}});
}

const SavedTensor kGood{"a", "FloatStorage", "0", 12, 0, {3, 4}, {1, 3}};

}  // namespace

TEST_CASE("A tensor that is not in its storage is refused", "[pth]") {
  CHECK(complaint(kGood) == "");
  const auto changed = [](void (*change)(SavedTensor&)) {
    SavedTensor tensor = kGood;
    change(tensor);
    return complaint(tensor);
  };
  const auto shaped = [](std::vector<std::int64_t> sizes, std::vector<std::int64_t> strides) {
    return complaint({"a", "FloatStorage", "0", 12, 0, std::move(sizes), std::move(strides)});
  };
  using S = SavedTensor;
  constexpr std::int64_t kHuge = std::int64_t{1} << 62;
  // The storage has 12 elements. Sizes 3 and 4 with strides 1 and 3 reach element 2 + 9 = 11, the
  // last.
  CHECK_THAT(changed([](S& t) { t.offset = 1; }), Contains("leaves its storage"));
  CHECK_THAT(changed([](S& t) { t.sizes = {4, 4}; }), Contains("leaves its storage"));
  CHECK_THAT(changed([](S& t) { t.strides = {2, 3}; }), Contains("leaves its storage"));
  CHECK_THAT(changed([](S& t) { t.strides = {kHuge, kHuge}; }), Contains("leaves its storage"));
  CHECK_THAT(changed([](S& t) { t.offset = INT64_MAX; }), Contains("leaves its storage"));
  CHECK_THAT(changed([](S& t) { t.offset = -1; }), Contains("whole number"));
  CHECK_THAT(changed([](S& t) { t.strides = {-1, 3}; }), Contains("whole number"));
  CHECK_THAT(changed([](S& t) { t.sizes = {-3, 4}; }), Contains("whole number"));
  CHECK_THAT(changed([](S& t) { t.sizes = {kHuge, 4}; }), Contains("impossible shape"));
  CHECK_THAT(changed([](S& t) { t.sizes = {3}; }), Contains("impossible shape"));
  CHECK_THAT(shaped({0, kHuge, 4}, {1, 1, 1}), Contains("impossible shape"));
  const std::vector<std::int64_t> ones(100, 1);
  CHECK_THAT(shaped(ones, ones), Contains("up to 64"));
  CHECK_THAT(shaped({1 << 20, 1 << 10}, {0, 0}),
             Contains("repeat more than the file holds"));  // 4 GB of copies of one number
  CHECK_THAT(changed([](S& t) { t.count = 13; }), Contains("another size"));
  CHECK_THAT(changed([](S& t) { t.count = kHuge; }), Contains("impossible size"));
  CHECK_THAT(changed([](S& t) { t.count = -12; }), Contains("impossible size"));
  CHECK_THAT(changed([](S& t) { t.storage_type = "DoubleStorage"; }), Contains("another size"));
  CHECK_THAT(changed([](S& t) { t.key = "1"; }), Contains("lacks"));
  CHECK_THAT(changed([](S& t) { t.key = "../data.pkl"; }), Contains("lacks"));
  CHECK_THAT(changed([](S& t) { t.key = repeat("x", 1000); }), Contains("overlong key"));
  CHECK_THAT(changed([](S& t) { t.name = "a\x1b[31m"; }), Contains("not plain: a?[31m"));
  SavedTensor other = kGood;
  other.name = "b";
  other.storage_type = "IntStorage";
  CHECK_THAT(zip_complaint(kHostilePath, state_dict_pickle({kGood, other}, false),
                           {{"0", at::ones({12})}}),
             Contains("two descriptions"));
  CHECK_THAT(zip_complaint(kHostilePath, state_dict_pickle({kGood, kGood}, false),
                           {{"0", at::ones({12})}}),
             Contains("occurs twice"));
}

TEST_CASE("A file of either form that is truncated anywhere gives one clear error", "[pth]") {
  for (const bool legacy : {false, true}) {
    const std::string pickle = state_dict_pickle({kGood}, legacy);
    const Storages storages{{"0", at::ones({12})}};
    legacy ? write_legacy_pth(kHostilePath, pickle, storages)
           : write_zip_pth(kHostilePath, pickle, storages);
    const std::string whole = read_file();
    CHECK_NOTHROW(read_pth(kHostilePath));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      INFO((legacy ? "legacy, " : "zip, ") << size << " bytes");
      write_file(whole.substr(0, size));
      REQUIRE_THROWS_AS(read_pth(kHostilePath), UserError);
    }
  }
}

TEST_CASE("A file of either form that is damaged anywhere is read or gives a clear error",
          "[pth]") {
  for (const bool legacy : {false, true}) {
    SavedTensor second{"b", "BoolStorage", "1", 3, 0, {3}, {1}, true};
    const std::string pickle = state_dict_pickle({kGood, second}, legacy);
    const Storages storages{{"0", at::ones({12})}, {"1", at::ones({3}, at::kBool)}};
    legacy ? write_legacy_pth(kHostilePath, pickle, storages)
           : write_zip_pth(kHostilePath, pickle, storages);
    const std::string whole = read_file();
    std::mt19937 random(1);
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
      std::string damaged = whole;
      for (int j = random() % 3; j >= 0; --j)
        damaged[random() % damaged.size()] = static_cast<char>(random() % 2 ? random() : 0xff);
      write_file(damaged);
      try {
        read_pth(kHostilePath);
      } catch (const UserError&) {
        ++refused;
      }
    }
    CHECK(refused > 500);
  }
}

TEST_CASE("An archive in another form than torch.save's is refused", "[pth]") {
  const std::string pickle = state_dict_pickle({kGood}, false);
  write_zip_pth(kHostilePath, pickle, {{"0", at::zeros({100'000})}}, true);
  CHECK_THROWS_WITH(read_pth(kHostilePath), Contains("is compressed or encrypted"));
  write_zip_pth(kHostilePath, pickle, {});
  CHECK_THROWS_WITH(read_pth(kHostilePath), Contains("lacks \"archive/data/0\""));
  write_zip_pth(kHostilePath, pickle, {{"0", at::ones({12})}});
  std::string bomb = read_file();  // changes both sizes in the last entry of the directory to 2 GB
  bomb.replace(bomb.rfind("PK\1\2") + 20, 8, "\xff\xff\xff\x7f\xff\xff\xff\x7f");
  write_file(bomb);
  CHECK_THROWS_WITH(read_pth(kHostilePath), Contains("leaves the file"));
  CHECK_THROWS_WITH(read_pth("/nonexistent.pth"), Contains("no such file"));
  write_file("ustar");
  CHECK_THROWS_WITH(read_pth(kHostilePath), Contains("neither a zip archive"));

  // The older form with a storage that belongs to no tensor, a missing storage, a storage of
  // another size.
  const std::string legacy = state_dict_pickle({kGood}, true);
  write_legacy_pth(kHostilePath, legacy, {{"0", at::ones({12})}, {"1", at::ones({12})}});
  CHECK_THROWS_WITH(read_pth(kHostilePath), Contains("belongs to no tensor"));
  write_legacy_pth(kHostilePath, legacy, {});
  CHECK_THROWS_WITH(read_pth(kHostilePath), Contains("storage \"0\" is missing"));
  write_legacy_pth(kHostilePath, legacy, {{"0", at::ones({11})}});
  CHECK_THROWS_WITH(read_pth(kHostilePath), Contains("another size"));
}
