#pragma once

#include <map>
#include <string>

#include "models/weights/input_file.h"
#include "models/weights/pickle.h"

namespace tiersim::models {

/// A flat array of numbers that tensors in a pickle share. A pickle names it by a persistent id:
/// ("storage", torch.FloatStorage, key, "cpu", count).
struct PickledStorage {
  std::string key;  ///< name of the array in the file
  at::ScalarType type{at::kFloat};
  std::int64_t count{0};  ///< number of elements, at least 0
  std::uint64_t bytes() const { return static_cast<std::uint64_t>(count) * c10::elementSize(type); }
};

/// The Python functions and classes that a pickle of tensors may use: the rebuild functions of
/// torch._utils, storages and Parameter.
const PickleGlobals& tensor_globals();

/// Returns all storages that a pickle names, by their keys. A storage is a flat array of numbers
/// that tensors share. Throws UserError if the pickle describes one key in two ways, or describes a
/// storage in an unknown way.
std::map<std::string, PickledStorage> storages_of(const InputFile& input, const Pickle& pickle);

/// Makes the tensors that the recorded calls in a pickle describe, from the storages in the file. A
/// storage is read when it is first needed. Tensors that are contiguous in a storage share its
/// memory, as they did when they were saved. Other tensors are copied; all copies together are at
/// most as long as the file.
class PickledTensors {
 public:
  /// Prepares to make tensors. make() reads them from `input`. `places` has, for the key of each
  /// storage, the position in the file where the storage begins, in bytes. All arguments must
  /// outlive the object.
  PickledTensors(InputFile& input, const Pickle& pickle,
                 const std::map<std::string, std::uint64_t>& places)
      : input_(input), pickle_(pickle), places_(places) {}

  /// Makes the tensor that `call` describes, a PickleValue of Kind::call. Throws UserError if
  /// `call` does not call a function that makes a tensor or a parameter, or if the tensor's sizes,
  /// strides or offset reach outside its storage.
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
  std::uint64_t copied_{0};  // bytes, in total
};

}  // namespace tiersim::models
