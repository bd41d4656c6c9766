#pragma once

#include <caffe2/serialize/inline_container.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "models/weights/pth.h"
#include "sim/base/error.h"

#include "models/ir/executor.h"

namespace tiersim::models {

/// Writes a pickle of protocol 2, one operation at a time. Python's module pickletools describes
/// the operations.
struct PickleWriter {
  std::string bytes{"\x80\x02", 2};

  PickleWriter& op(char code) { return raw(std::string(1, code)); }
  PickleWriter& raw(const std::string& more) {
    bytes += more;
    return *this;
  }
  template <typename Number>
  PickleWriter& number(Number value) {
    return raw(std::string(reinterpret_cast<const char*>(&value), sizeof(value)));
  }
  PickleWriter& text(const std::string& text) {
    return op('X').number(static_cast<std::uint32_t>(text.size())).raw(text);
  }
  PickleWriter& global(const std::string& module, const std::string& name) {
    return op('c').raw(module + "\n" + name + "\n");
  }
  PickleWriter& integer(std::int64_t value) { return op('\x8a').op('\x08').number(value); }
  PickleWriter& integers(const std::vector<std::int64_t>& values) {
    op('(');
    for (const std::int64_t value : values) integer(value);
    return op('t');
  }
};

/// The description of a tensor in a file of torch.save. `key` names the storage, which has the
/// tensor's values. `offset` and `strides` count elements of the storage.
struct SavedTensor {
  std::string name;
  std::string storage_type{"FloatStorage"};
  std::string key{"0"};
  std::int64_t count{0};  ///< number of elements of the storage
  std::int64_t offset{0};
  std::vector<std::int64_t> sizes, strides;
  bool parameter{false};
};

/// Appends to `pickle` the operations that put a tensor on the stack. With `legacy`, the
/// description of its storage has one more element (None), as in files before PyTorch 1.6.
inline void put_tensor(PickleWriter& pickle, const SavedTensor& tensor, bool legacy) {
  if (tensor.parameter) pickle.global("torch._utils", "_rebuild_parameter").op('(');
  pickle.global("torch._utils", "_rebuild_tensor_v2").op('(');
  pickle.op('(').text("storage").global("torch", tensor.storage_type).text(tensor.key).text("cpu");
  pickle.integer(tensor.count);
  if (legacy) pickle.op('N');
  pickle.op('t').op('Q').integer(tensor.offset).integers(tensor.sizes).integers(tensor.strides);
  pickle.op('\x89').global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
  if (tensor.parameter) pickle.op('\x88').op('}').op('t').op('R');
}

inline std::string state_dict_pickle(const std::vector<SavedTensor>& tensors, bool legacy) {
  PickleWriter pickle;
  pickle.op('}').op('(');
  for (const SavedTensor& tensor : tensors) {
    pickle.text(tensor.name);
    put_tensor(pickle, tensor, legacy);
  }
  return pickle.op('u').op('.').bytes;
}

/// The values of the storages of a file, as tensors of one dimension, by SavedTensor::key.
using Storages = std::map<std::string, at::Tensor>;

inline void write_zip_pth(const std::filesystem::path& path, const std::string& pickle,
                          const Storages& storages, bool compress = false) {
  std::ofstream stream(path, std::ios::binary);
  caffe2::serialize::PyTorchStreamWriter zip([&](const void* data, std::size_t size) {
    stream.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
    return size;
  });
  zip.writeRecord("data.pkl", pickle.data(), pickle.size(), compress);
  for (const auto& [key, storage] : storages)
    zip.writeRecord("data/" + key, storage.data_ptr(), storage.nbytes(), compress);
  zip.writeEndOfFile();
}

inline void write_legacy_pth(const std::filesystem::path& path, const std::string& pickle,
                             const Storages& storages) {
  PickleWriter all;  // first the pickles before the object: magic number, protocol, machine
  all.raw(std::string("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 13));
  all.raw(PickleWriter().op('M').number(std::int16_t{1001}).op('.').bytes);
  all.raw(PickleWriter().op('}').text("little_endian").op('\x88').op('s').op('.').bytes);
  all.raw(pickle);
  PickleWriter keys;
  keys.op(']').op('(');
  for (const auto& [key, storage] : storages) keys.text(key);
  all.raw(keys.op('e').op('.').bytes);
  for (const auto& [key, storage] : storages) {
    all.number(storage.numel());
    all.raw(std::string(static_cast<const char*>(storage.data_ptr()), storage.nbytes()));
  }
  std::ofstream(path, std::ios::binary) << all.bytes;
}

/// Returns the text of the UserError that read_pth() throws for a file, or "" if it reads the file.
inline std::string pth_complaint(const std::filesystem::path& path) {
  try {
    read_pth(path);
    return "";
  } catch (const UserError& error) {
    return error.what();
  }
}

/// Writes a pickle and its storages to the file `path` in the zip form. Returns the text of the
/// UserError that read_pth() throws for this file, or "" if it reads the file.
inline std::string zip_complaint(const std::filesystem::path& path, const std::string& pickle,
                                 const Storages& storages) {
  write_zip_pth(path, pickle, storages);
  return pth_complaint(path);
}

inline std::string repeat(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace tiersim::models
