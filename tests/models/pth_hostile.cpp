#include <catch2/catch.hpp>
#include <cstdlib>
#include <iterator>
#include <random>

#include "models/weights/pth.h"
#include "sim/error.h"
#include "tests/models/pth_files.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;

namespace {

const std::filesystem::path kPath =
    std::filesystem::temp_directory_path() / "tiersim-test-hostile.pth";

void write_file(const std::string& bytes) { std::ofstream(kPath, std::ios::binary) << bytes; }

std::string read_file() {
  std::ifstream stream(kPath, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What reading a pickle says, in the zip form; "" where it is read.
std::string complaint(const std::string& pickle, const Storages& storages = {}) {
  write_zip_pth(kPath, pickle, storages);
  try {
    read_pth(kPath);
    return "";
  } catch (const UserError& error) {
    return error.what();
  }
}

std::string complaint(const SavedTensor& tensor) {
  return complaint(state_dict_pickle({tensor}, false), {{"0", at::ones({12})}});
}

std::string repeat(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

const SavedTensor kGood{"a", "FloatStorage", "0", 12, 0, {3, 4}, {1, 3}};

}  // namespace

TEST_CASE("A pickle that calls a program is refused by name and calls nothing", "[pth]") {
  const std::filesystem::path trace = kPath.string() + ".called";
  const std::string command = "touch " + trace.string();
  std::filesystem::remove(trace);
  PickleWriter pickle;  // what pickle.dumps makes of an object whose __reduce__ says so
  pickle.global("posix", "system").op('(').text(command).op('t').op('R').op('.');
  CHECK_THAT(complaint(pickle.bytes),
             Contains("the pickle wants to call posix.system (load only files that hold plain"));
  CHECK_FALSE(std::filesystem::exists(trace));
  write_legacy_pth(kPath, pickle.bytes, {});
  CHECK_THROWS_WITH(read_pth(kPath), Contains("wants to call posix.system"));
  CHECK_FALSE(std::filesystem::exists(trace));
  REQUIRE(std::system(command.c_str()) == 0);  // the command would have left a trace
  CHECK(std::filesystem::remove(trace));
}

TEST_CASE("What a state_dict does not need is refused by name", "[pth]") {
  struct Row {
    const char* title;
    PickleWriter pickle;
    const char* complaint;
  };
  const Row rows[] = {
      {"eval", PickleWriter().global("__builtin__", "eval"), "__builtin__.eval"},
      {"a pickled module", PickleWriter().global("torch.nn.modules.linear", "Linear"),
       "torch.nn.modules.linear.Linear"},
      {"a dotted name", PickleWriter().global("torch", "_utils._rebuild_tensor_v2.__globals__"),
       "wants to call torch._utils._rebuild_tensor_v2.__globals__"},
      {"an overlong name", PickleWriter().global(std::string(100'000, 'x'), "y"), "overlong"},
      {"INST", PickleWriter().op('(').op('i').raw("os\nsystem\n"), "INST"},
      {"OBJ", PickleWriter().op('(').op('o'), "OBJ"},
      {"NEWOBJ", PickleWriter().op('\x81'), "NEWOBJ"},
      {"STACK_GLOBAL", PickleWriter().text("os").text("system").op('\x93'), "STACK_GLOBAL"},
      {"EXT1", PickleWriter().op('\x82').op('\x01'), "EXT1"},
      {"no operation", PickleWriter().op('\xff'), "unknown operation 0xff"},
      {"a called storage",
       PickleWriter()
           .op('}')
           .text("a")
           .global("torch", "FloatStorage")
           .op(')')
           .op('R')
           .op('s')
           .op('.'),
       "it calls torch.FloatStorage"},
      {"a called text", PickleWriter().text("a").op(')').op('R'), "cannot be called"},
      {"a call without a tuple", PickleWriter().global("torch", "FloatStorage").text("a").op('R'),
       "cannot be called"},
      {"a persistent module",
       PickleWriter().op('}').text("a").op('(').text("module").op('t').op('Q').op('s').op('.'),
       "no storage's"},
      {"a persistent text", PickleWriter().text("a").op('Q').op('.'), "not described"},
      {"an empty stack", PickleWriter().op('R'), "more than it put"},
      {"a mark in the way", PickleWriter().op('N').op('(').op('\x85'), "more than it put"},
      {"no mark", PickleWriter().op('t'), "more than it put"},
      {"attributes of nothing", PickleWriter().op('N').op('b'), "more than it put"},
      {"attributes of a number", PickleWriter().integer(1).op('N').op('b'), "attributes"},
      {"elements of a text", PickleWriter().text("a").op('N').op('a'), "elements"},
      {"a key alone", PickleWriter().op('}').op('(').op('N').op('u'), "without a value"},
      {"an unknown memo", PickleWriter().op('h').op('\x07'), "did not keep"},
      {"nothing kept", PickleWriter().op('q').op('\x07'), "more than it put"},
      {"a number of 255 bytes", PickleWriter().op('\x8a').op('\xff').raw(repeat("x", 255)), "64"},
      {"a text of 4 GB", PickleWriter().op('X').number(0xffffffffU), "truncated"},
      {"two values", PickleWriter().op('N').op('N').op('.'), "half way"},
      {"no value", PickleWriter().op('.'), "half way"},
      {"no dict", PickleWriter().op('N').op('.'), "no dict"},
      {"no tensors", PickleWriter().op('}').op('.'), "no tensors"},
      {"no pairs",
       PickleWriter()
           .global("collections", "OrderedDict")
           .op(']')
           .op('N')
           .op('a')
           .op('\x85')
           .op('R'),
       "no pairs"},
  };
  for (const Row& row : rows) {
    INFO(row.title);
    CHECK_THAT(complaint(row.pickle.bytes), Contains(row.complaint));
  }
  CHECK_THAT(complaint("\x80\x04N."), Contains("protocol"));
  CHECK_THAT(complaint(""), Contains("truncated"));
}

TEST_CASE("A tensor that is not in its storage is refused", "[pth]") {
  CHECK(complaint(kGood) == "");
  const auto changed = [](void (*change)(SavedTensor&)) {
    SavedTensor tensor = kGood;
    change(tensor);
    return complaint(tensor);
  };
  using S = SavedTensor;
  constexpr std::int64_t kHuge = std::int64_t{1} << 62;
  // 12 elements; sizes 3 and 4 with strides 1 and 3 reach 2 + 9 = 11, the last of them.
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
  CHECK_THAT(changed([](S& t) {
               t.sizes = {0, kHuge, 4};
               t.strides = {1, 1, 1};
             }),
             Contains("impossible shape"));
  CHECK_THAT(changed([](S& t) { t.sizes = t.strides = std::vector<std::int64_t>(100, 1); }),
             Contains("up to 64"));
  CHECK_THAT(changed([](S& t) {
               t.sizes = {1 << 20, 1 << 10};
               t.strides = {0, 0};
             }),
             Contains("repeat more than the file holds"));  // 4 GB from one number
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
  CHECK_THAT(complaint(state_dict_pickle({kGood, other}, false), {{"0", at::ones({12})}}),
             Contains("two ways"));
  CHECK_THAT(complaint(state_dict_pickle({kGood, kGood}, false), {{"0", at::ones({12})}}),
             Contains("stands there twice"));
}

TEST_CASE("Bombs of depth, of memos and of copies go off in vain", "[pth]") {
  CHECK_THAT(complaint("\x80\x02" + repeat("]", 1'000'000) + repeat("a", 999'999) + "."),
             Contains("no dict"));  // lists a million deep
  CHECK_THAT(complaint("\x80\x02" + repeat("(", 1'000'000)), Contains("truncated"));
  CHECK_THAT(complaint("\x80\x02" + repeat("N", 3'000'000)), Contains("two million"));
  // Each list holds the one before ten times: 10^50 elements for who would follow them.
  std::string laughs = "\x80\x02]q";
  laughs += '\0';
  for (char i = 1; i < 50; ++i) {
    laughs += "](";
    for (int j = 0; j < 10; ++j) (laughs += 'h') += static_cast<char>(i - 1);
    (laughs += "eq") += i;
  }
  CHECK_THAT(complaint(laughs + "."), Contains("half way"));
  CHECK_THAT(complaint("\x80\x02}q\x01h\x01h\x01s."), Contains("no tensors"));  // its own key
  CHECK_THAT(complaint("\x80\x02}q\x01X\x0a" + std::string(3, '\0') + "state_dicth\x01s."),
             Contains("no tensors"));  // a dict that holds itself
  // One list of 1000 pairs, made into dicts 100,000 times.
  const std::string pairs = "](" + repeat("NN\x86", 1000) + "eq\x01";
  CHECK_THAT(complaint("\x80\x02" + pairs + "ccollections\nOrderedDict\nq\x02" +
                       repeat("h\x02h\x01\x85R", 100'000)),
             Contains("a million pairs"));
  // Memo keys that a hash table of a few usual sizes would put into one bucket.
  PickleWriter keys;
  keys.op('}');
  for (std::uint32_t i = 0; i < 500'000; ++i) keys.op('r').number(i * 7993);
  CHECK_THAT(complaint(keys.op('.').bytes), Contains("no tensors"));
}

TEST_CASE("Truncated anywhere, both forms give one clear error", "[pth]") {
  for (const bool legacy : {false, true}) {
    const std::string pickle = state_dict_pickle({kGood}, legacy);
    const Storages storages{{"0", at::ones({12})}};
    legacy ? write_legacy_pth(kPath, pickle, storages) : write_zip_pth(kPath, pickle, storages);
    const std::string whole = read_file();
    CHECK_NOTHROW(read_pth(kPath));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      INFO((legacy ? "legacy, " : "zip, ") << size << " bytes");
      write_file(whole.substr(0, size));
      REQUIRE_THROWS_AS(read_pth(kPath), UserError);
    }
  }
}

TEST_CASE("Damaged anywhere, both forms are read or give a clear error", "[pth]") {
  for (const bool legacy : {false, true}) {
    SavedTensor second{"b", "BoolStorage", "1", 3, 0, {3}, {1}, true};
    const std::string pickle = state_dict_pickle({kGood, second}, legacy);
    const Storages storages{{"0", at::ones({12})}, {"1", at::ones({3}, at::kBool)}};
    legacy ? write_legacy_pth(kPath, pickle, storages) : write_zip_pth(kPath, pickle, storages);
    const std::string whole = read_file();
    std::mt19937 random(1);
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
      std::string damaged = whole;
      for (int j = random() % 3; j >= 0; --j)
        damaged[random() % damaged.size()] = static_cast<char>(random() % 2 ? random() : 0xff);
      write_file(damaged);
      try {
        read_pth(kPath);
      } catch (const UserError&) {
        ++refused;
      }
    }
    CHECK(refused > 500);
  }
}

TEST_CASE("An archive that is not as torch.save writes it is refused", "[pth]") {
  const std::string pickle = state_dict_pickle({kGood}, false);
  write_zip_pth(kPath, pickle, {{"0", at::zeros({100'000})}}, true);
  CHECK_THROWS_WITH(read_pth(kPath), Contains("is compressed or encrypted"));
  write_zip_pth(kPath, pickle, {});
  CHECK_THROWS_WITH(read_pth(kPath), Contains("lacks \"archive/data/0\""));
  CHECK_THROWS_WITH(read_pth("/nonexistent.pth"), Contains("cannot be read"));
  write_file("ustar");
  CHECK_THROWS_WITH(read_pth(kPath), Contains("neither a zip archive"));

  // Legacy: storages that belong to no tensor, that lack, that tell another size.
  const std::string legacy = state_dict_pickle({kGood}, true);
  write_legacy_pth(kPath, legacy, {{"0", at::ones({12})}, {"1", at::ones({12})}});
  CHECK_THROWS_WITH(read_pth(kPath), Contains("belongs to no tensor"));
  write_legacy_pth(kPath, legacy, {});
  CHECK_THROWS_WITH(read_pth(kPath), Contains("storage \"0\" is missing"));
  write_legacy_pth(kPath, legacy, {{"0", at::ones({11})}});
  CHECK_THROWS_WITH(read_pth(kPath), Contains("another size"));
}
