#pragma once

#include <map>
#include <string>

#include "models/weights/input_file.h"
#include "models/weights/pickle.h"

namespace tiersim::models {

/// A flat array of numbers that a pickle names by a persistent id:
/// ("storage", torch.FloatStorage, key, "cpu", count).
struct PickledStorage {
  std::string key;
  at::ScalarType type{at::kFloat};
  std::int64_t count{0};  ///< elements, from 0
  std::uint64_t bytes() const { return static_cast<std::uint64_t>(count) * c10::elementSize(type); }
};

/// What a pickle of tensors may name: rebuild functions of torch._utils, storages, Parameter.
const PickleGlobals& tensor_globals();

/// All storages a pickle names, by key; throws UserError where two contradict each other.
std::map<std::string, PickledStorage> storages_of(const InputFile& input, const Pickle& pickle);

/// Makes the tensors that calls in a pickle describe, from storages in the file. A storage is read
/// once, when it is first wanted; tensors that are contiguous in it share its memory, as they did
/// when they were saved; others are copied, all together no more than the file is long.
class PickledTensors {
 public:
  /// `places`: for each key where the storage's bytes begin. The arguments outlive the object.
  PickledTensors(InputFile& input, const Pickle& pickle,
                 const std::map<std::string, std::uint64_t>& places)
      : input_(input), pickle_(pickle), places_(places) {}

  /// `call` is a value of kind call. Throws UserError for a call of anything but a tensor or a
  /// parameter, and for sizes, strides and offsets that leave the storage.
  at::Tensor make(const PickleValue& call);

 private:
  const PickleValue& argument(const PickleValue& call, std::size_t index) const;
  std::int64_t integer(const PickleValue& value) const;
  std::vector<std::int64_t> integers(const PickleValue& value) const;
  at::Tensor storage(const PickleValue& value);
  at::Tensor view(const at::Tensor& storage, std::int64_t offset,
                  const std::vector<std::int64_t>& sizes, const std::vector<std::int64_t>& strides);

  InputFile& input_;
  const Pickle& pickle_;
  const std::map<std::string, std::uint64_t>& places_;
  std::map<std::string, at::Tensor> read_;
  std::uint64_t copied_{0};  // bytes
};

}  // namespace tiersim::models
