#pragma once

#include <fmt/format.h>
#include <hdf5.h>

#include <filesystem>
#include <string>
#include <utility>

#include "sim/base/error.h"

namespace tiersim {

/// Owns an HDF5 identifier: the destructor closes the identifier.
class Hdf5Handle {
 public:
  /// Takes the ownership of `id`, the result of an HDF5 call. `close` is the HDF5 function that
  /// closes such an identifier. If `id` is negative, that call failed: the constructor throws
  /// UserError with the text "<path>: <what>".
  Hdf5Handle(hid_t id, herr_t (*close)(hid_t), const std::filesystem::path& path,
             const std::string& what)
      : id_(id), close_(close) {
    if (id < 0) throw UserError(fmt::format("{}: {}", path.string(), what));
  }
  ~Hdf5Handle() {
    if (id_ >= 0) close_(id_);
  }
  Hdf5Handle(Hdf5Handle&& other) noexcept
      : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(Hdf5Handle&&) = delete;

  operator hid_t() const { return id_; }
  /// Returns the identifier and gives up its ownership: the caller must close it.
  hid_t release() { return std::exchange(id_, -1); }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

/// Throws UserError with the text "<path>: <problem>" if `succeeded` is false.
inline void hdf5_check(bool succeeded, const std::filesystem::path& path, const char* problem) {
  if (!succeeded) throw UserError(fmt::format("{}: {}", path.string(), problem));
}

/// Returns the HDF5 type of UTF-8 strings with a fixed length in bytes. Shorter strings are padded
/// with zeros. The length 0 is taken as 1. Throws UserError, which names the file `path`, if there
/// is no memory.
inline Hdf5Handle hdf5_text_type(std::size_t length, const std::filesystem::path& path) {
  Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose, path, "out of memory");
  H5Tset_size(type, length == 0 ? 1 : length);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

}  // namespace tiersim
