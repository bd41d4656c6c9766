#include "models/weights/pth.h"

#include <catch2/catch.hpp>
#include <random>

#include "sim/base/error.h"
#include "tests/models/weights/pth_files.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

const std::filesystem::path kPthPath = std::filesystem::temp_directory_path() / "tiersim-test.pth";

void write_pth(const std::vector<SavedTensor>& tensors, const Storages& storages, bool legacy) {
  const std::string pickle = state_dict_pickle(tensors, legacy);
  legacy ? write_legacy_pth(kPthPath, pickle, storages) : write_zip_pth(kPthPath, pickle, storages);
}

struct TypeRow {
  const char* storage;
  at::ScalarType type;
};
const TypeRow kTypes[] = {{"DoubleStorage", at::kDouble}, {"FloatStorage", at::kFloat},
                          {"HalfStorage", at::kHalf},     {"BFloat16Storage", at::kBFloat16},
                          {"LongStorage", at::kLong},     {"IntStorage", at::kInt},
                          {"ShortStorage", at::kShort},   {"CharStorage", at::kChar},
                          {"ByteStorage", at::kByte},     {"BoolStorage", at::kBool}};

/// A random view of a flat tensor: reshaped, with swapped axes, or with steps.
at::Tensor random_view(const at::Tensor& flat, std::mt19937& random) {
  std::vector<std::int64_t> sizes;
  std::int64_t count = 1;
  for (std::size_t rank = random() % 5; rank > 0; --rank) {
    const std::int64_t size = random() % 5;
    if (count * size > flat.numel()) break;
    sizes.push_back(size);
    count *= size;
  }
  at::Tensor view = flat.narrow(0, random() % (flat.numel() - count + 1), count).view(sizes);
  if (view.dim() > 1 && random() % 2) view = view.transpose(0, random() % view.dim());
  if (view.dim() > 0 && random() % 2) {
    const std::int64_t axis = random() % view.dim();
    const std::int64_t start = random() % 2, step = 1 + random() % 2;
    view = view.slice(axis, start, view.size(axis), step);
  }
  if (random() % 4 == 0) view = view.unsqueeze(random() % (view.dim() + 1));
  return view;
}

}  // namespace

TEST_CASE("Files that PyTorch's own torch.save wrote are read", "[pth]") {
  for (const char* name : {"zip.pth", "legacy.pth"}) {
    INFO(name);  // pth/save.py wrote both
    TensorFile file = read_pth(std::filesystem::path(TIERSIM_TEST_FILES) / "pth" / name);
    CHECK(file.tensors.size() == 19);
    const auto& tensors = file.tensors;
    const at::Tensor grid = at::arange(12, at::kFloat).reshape({3, 4});
    CHECK(at::equal(tensors.at("grid"), grid));
    CHECK(at::equal(tensors.at("transposed"), grid.t()));
    CHECK(at::equal(tensors.at("column"), at::tensor({1.0F, 5.0F, 9.0F})));
    CHECK(at::equal(tensors.at("scalar"), at::scalar_tensor(7, at::kLong)));
    CHECK(tensors.at("empty").sizes() == at::IntArrayRef{0, 3});
    CHECK(at::equal(tensors.at("parameter"), at::tensor({0.5F, 0.5F})));
    CHECK(at::equal(tensors.at("running_var"), at::ones({2})));
    CHECK(at::equal(tensors.at("num_batches_tracked"), at::scalar_tensor(0, at::kLong)));
    for (const auto& [title, type] :
         std::map<std::string, at::ScalarType>{{"double", at::kDouble},
                                               {"half", at::kHalf},
                                               {"bfloat16", at::kBFloat16},
                                               {"int", at::kInt},
                                               {"short", at::kShort},
                                               {"int8", at::kChar},
                                               {"uint8", at::kByte},
                                               {"bool", at::kBool}}) {
      INFO(title);
      CHECK(tensors.at(title).scalar_type() == type);
      CHECK(at::equal(tensors.at(title), at::tensor({0, 1, 1}).to(type)));
    }
  }
}

TEST_CASE("Tensors of every type and any strides come back as they were saved", "[pth]") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    at::manual_seed(seed);
    std::vector<SavedTensor> saved;
    std::map<std::string, at::Tensor> expected;
    Storages storages;
    for (int i = random() % 4; i >= 0; --i) {
      const TypeRow& row = kTypes[random() % std::size(kTypes)];
      const std::string key = std::to_string(i);
      const at::Tensor flat = at::randint(0, 2 + 98 * (row.type != at::kBool),
                                          {1 + std::int64_t(random() % 200)}, at::kLong)
                                  .to(row.type);
      storages[key] = flat;
      for (int j = random() % 3; j >= 0; --j) {
        const at::Tensor view = random_view(flat, random);
        const std::string name = key + "." + std::to_string(j);
        expected[name] = view;
        saved.push_back({name, row.storage, key, flat.numel(), view.storage_offset(),
                         view.sizes().vec(), view.strides().vec(), random() % 2 == 0});
      }
    }
    write_pth(saved, storages, seed % 2 == 0);
    const TensorFile back = read_pth(kPthPath);
    REQUIRE(back.tensors.size() == expected.size());
    for (const auto& [name, tensor] : expected) {
      INFO(name);
      REQUIRE(back.tensors.at(name).scalar_type() == tensor.scalar_type());
      REQUIRE(back.tensors.at(name).is_contiguous());
      REQUIRE(at::equal(back.tensors.at(name), tensor));
    }
  }
}

TEST_CASE("Files of Python 2 are read: short strings, lists of pairs, bare Parameters", "[pth]") {
  PickleWriter pickle;
  const auto short_string = [&](const std::string& text) {
    pickle.op('U').op(static_cast<char>(text.size())).raw(text);
  };
  pickle.global("collections", "OrderedDict").op('(').op(']').op('(').op(']').op('(');
  short_string("weight");
  pickle.global("torch.nn.parameter", "Parameter").op('(');
  pickle.global("torch._utils", "_rebuild_tensor").op('(').op('(');
  short_string("storage");
  pickle.global("torch", "FloatStorage");
  short_string("94");
  short_string("cpu");
  pickle.integer(2).op('N').op('t').op('Q').integer(0).integers({2}).integers({1}).op('t').op('R');
  // Attributes of the tensor.
  pickle.op('t').op('R').op('(').op('\x88').op('\x89').op('}').op('t').op('b');
  pickle.op('e').op('e').op('t').op('R').op('.');
  write_legacy_pth(kPthPath, pickle.bytes, {{"94", at::tensor({1.5F, 2.5F})}});
  CHECK(at::equal(read_pth(kPthPath).tensors.at("weight"), at::tensor({1.5F, 2.5F})));
}

TEST_CASE("The tensors in the dict that training scripts save are read, other values are skipped",
          "[pth]") {
  for (const char* outer : {"state_dict", "model", "model_state_dict", "net", "weights"}) {
    PickleWriter pickle;
    pickle.op('}').op('(').text("epoch").integer(3).text(outer).op('}').op('(').text("a");
    put_tensor(pickle, {"a", "FloatStorage", "0", 1, 0, {1}, {1}}, false);
    pickle.text("note").text("text").text("rate").op('G').raw(std::string(8, '\0'));
    pickle.op('u').text("extra").op('}').op('u').op('.');
    write_zip_pth(kPthPath, pickle.bytes, {{"0", at::ones({1})}});
    const TensorFile file = read_pth(kPthPath);
    REQUIRE(file.tensors.size() == 1);
    CHECK(at::equal(file.tensors.at("a"), at::ones({1})));
  }
}

TEST_CASE("If several dicts hold tensors, the file is refused by their names", "[pth]") {
  PickleWriter pickle;
  pickle.op('}').op('(');
  for (const char* name : {"generator", "critic"}) {
    pickle.text(name).op('}').op('(').text("a");
    put_tensor(pickle, {"a", "FloatStorage", "0", 1, 0, {1}, {1}}, false);
    pickle.op('u');
  }
  pickle.op('u').op('.');
  CHECK_THAT(zip_complaint(kPthPath, pickle.bytes, {{"0", at::ones({1})}}),
             Catch::Contains("several of its dicts hold tensors: \"generator\", \"critic\" (save "
                             "one of them alone)"));
}
