#include "models/weights/pickled_tensors.h"

#include <algorithm>
#include <array>

namespace tiersim::models {
namespace {

using Kind = PickleValue::Kind;

struct StorageRow {
  const char* global;
  at::ScalarType type;
};
constexpr std::array<StorageRow, 10> kStorages{{{"torch.DoubleStorage", at::kDouble},
                                                {"torch.FloatStorage", at::kFloat},
                                                {"torch.HalfStorage", at::kHalf},
                                                {"torch.BFloat16Storage", at::kBFloat16},
                                                {"torch.LongStorage", at::kLong},
                                                {"torch.IntStorage", at::kInt},
                                                {"torch.ShortStorage", at::kShort},
                                                {"torch.CharStorage", at::kChar},
                                                {"torch.ByteStorage", at::kByte},
                                                {"torch.BoolStorage", at::kBool}}};

constexpr const char* kTensorV2 = "torch._utils._rebuild_tensor_v2";
constexpr const char* kTensor = "torch._utils._rebuild_tensor";  // until PyTorch 0.4
constexpr const char* kParameter = "torch._utils._rebuild_parameter";
constexpr const char* kOldParameter = "torch.nn.parameter.Parameter";

// A pickle may refer to one long text or tuple many times. Short ones cost little each time.
constexpr std::size_t kLongestKey = 64;

/// The storage that a persistent id names.
PickledStorage storage_from(const InputFile& input, const Pickle& pickle,
                            const PickleValue& value) {
  const auto fail = [&](const char* problem) {
    input.fail(problem, "load only files that hold plain tensors");
  };
  if (value.kind != Kind::persistent) fail("a tensor without a storage");
  const PickleValue& id = pickle.values[value.items[0]];
  const auto part = [&](std::size_t index, Kind kind) -> const PickleValue& {
    if (id.kind != Kind::tuple || index >= id.items.size() ||
        pickle.values[id.items[index]].kind != kind)
      fail("a storage with an unknown description");
    return pickle.values[id.items[index]];
  };
  if (part(0, Kind::text).text != "storage") fail("a persistent id that names no storage");
  if (id.items.size() > 5) part(5, Kind::none);  // otherwise a view of another storage, as in 2017
  const auto row = std::find_if(kStorages.begin(), kStorages.end(), [&](const StorageRow& known) {
    return known.global == part(1, Kind::global).text;
  });
  if (row == kStorages.end()) fail("a storage of an unknown type");
  if (part(2, Kind::text).text.size() > kLongestKey) fail("a storage with an overlong key");
  PickledStorage storage{part(2, Kind::text).text, row->type, part(4, Kind::integer).integer};
  if (element_count({storage.count}) < 0) fail("a storage of an impossible size");
  return storage;
}

}  // namespace

const PickleGlobals& tensor_globals() {
  static const PickleGlobals all = [] {
    PickleGlobals names{kTensorV2, kTensor, kParameter, kOldParameter};
    for (const StorageRow& row : kStorages) names.insert(row.global);
    return names;
  }();
  return all;
}

std::map<std::string, PickledStorage> storages_of(const InputFile& input, const Pickle& pickle) {
  std::map<std::string, PickledStorage> storages;
  for (const PickleValue& value : pickle.values) {
    if (value.kind != Kind::persistent) continue;
    const PickledStorage storage = storage_from(input, pickle, value);
    const PickledStorage& known = storages.emplace(storage.key, storage).first->second;
    if (known.type != storage.type || known.count != storage.count)
      input.fail("a storage with two descriptions");
  }
  return storages;
}

at::Tensor PickledTensors::make(const PickleValue& call) {
  const PickleValue* tensor = &call;
  const std::string& outer = pickle_.values[call.items[0]].text;
  if (outer == kParameter || outer == kOldParameter) tensor = &argument(call, 0);
  if (tensor->kind != Kind::call) input_.fail("a parameter that is no tensor");
  const std::string& name = pickle_.values[tensor->items[0]].text;
  if (name != kTensorV2 && name != kTensor) input_.fail("it calls " + name + " for a tensor");
  return view(storage(argument(*tensor, 0)), integer(argument(*tensor, 1)),
              integers(argument(*tensor, 2)), integers(argument(*tensor, 3)));
}

const PickleValue& PickledTensors::argument(const PickleValue& call, std::size_t index) const {
  const PickleValue& arguments = pickle_.values[call.items[1]];
  if (index >= arguments.items.size()) input_.fail("a tensor with half a description");
  return pickle_.values[arguments.items[index]];
}

std::int64_t PickledTensors::integer(const PickleValue& value) const {
  if (value.kind != Kind::integer || value.integer < 0)
    input_.fail("a size, stride or offset that is no whole number of 0 or more");
  return value.integer;
}

std::vector<std::int64_t> PickledTensors::integers(const PickleValue& value) const {
  if (value.kind != Kind::tuple || value.items.size() > kMostDimensions)
    input_.fail("sizes or strides that are no tuple of up to 64");
  std::vector<std::int64_t> result;
  for (const std::uint32_t index : value.items) result.push_back(integer(pickle_.values[index]));
  return result;
}

at::Tensor PickledTensors::storage(const PickleValue& value) {
  const PickledStorage described = storage_from(input_, pickle_, value);
  at::Tensor& tensor = read_[described.key];
  if (!tensor.defined()) {
    const auto place = places_.find(described.key);
    if (place == places_.end()) input_.fail("storage \"" + described.key + "\" is missing");
    input_.seek(place->second);
    tensor = input_.read_tensor({described.count}, described.type);
  }
  return tensor;
}

at::Tensor PickledTensors::view(const at::Tensor& storage, std::int64_t offset,
                                const std::vector<std::int64_t>& sizes,
                                const std::vector<std::int64_t>& strides) {
  const std::int64_t count = element_count(sizes);
  if (count < 0 || sizes.size() != strides.size()) input_.fail("an impossible shape");
  if (count == 0) return at::empty(sizes, storage.options());
  // Elements after the last one that the tensor reaches.
  std::int64_t left = storage.numel() - 1 - offset;
  for (std::size_t i = 0; i < sizes.size() && left >= 0; ++i) {
    const std::int64_t steps = sizes[i] - 1;
    if (steps == 0) continue;
    left = strides[i] > left / steps ? -1 : left - steps * strides[i];
  }
  if (left < 0) input_.fail("a tensor that leaves its storage");
  bool contiguous = true;
  for (std::int64_t i = std::int64_t(sizes.size()) - 1, expected = 1; i >= 0; --i) {
    contiguous = contiguous && (sizes[i] == 1 || strides[i] == expected);
    expected *= sizes[i];
  }
  if (contiguous) return storage.narrow(0, offset, count).view(sizes);
  copied_ += static_cast<std::uint64_t>(count) * storage.element_size();
  if (copied_ > input_.size()) input_.fail("tensors that repeat more than the file holds");
  return storage.as_strided(sizes, strides, offset).contiguous();
}

}  // namespace tiersim::models
