#pragma once

#include <fmt/format.h>
#include <hdf5.h>

#include <filesystem>
#include <string>
#include <utility>

#include "sim/base/error.h"

namespace tiersim {

/// An HDF5 identifier that its destructor closes.
class Hdf5Handle {
 public:
  /// Throws UserError, which names `path` and `what`, if `id` says that the call failed.
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
  /// The caller has to close it.
  hid_t release() { return std::exchange(id_, -1); }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

/// Throws UserError, which names `path`, if a call did not succeed.
inline void hdf5_check(bool succeeded, const std::filesystem::path& path, const char* problem) {
  if (!succeeded) throw UserError(fmt::format("{}: {}", path.string(), problem));
}

/// A UTF-8 string type of fixed length. Shorter strings are padded with zeros.
inline Hdf5Handle hdf5_text_type(std::size_t length, const std::filesystem::path& path) {
  Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose, path, "out of memory");
  H5Tset_size(type, length == 0 ? 1 : length);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

}  // namespace tiersim
