#include "sim/results/hdf5_file.h"

#include <fcntl.h>

#include <algorithm>

#include "sim/results/chunk_packer.h"
#include "sim/results/hdf5_handle.h"

namespace tiersim {
namespace {

// Level 1 takes half the time of level 4 and makes files somewhat larger.
constexpr unsigned kDeflate = 1;
constexpr const char* kCannotWrite = "cannot be written (is the disk full, the folder writable?)";

void write_text_attribute(hid_t object, const std::string& name, const std::string& value,
                          const std::filesystem::path& path) {
  const Hdf5Handle type = hdf5_text_type(value.size(), path);
  const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose, path, kCannotWrite);
  const Hdf5Handle attribute(
      H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, path,
      kCannotWrite);
  hdf5_check(H5Awrite(attribute, type, value.empty() ? "\0" : value.data()) >= 0, path,
             kCannotWrite);
}

/// Options for a new object of this class. The time is not stored, so that equal content gives
/// equal bytes.
Hdf5Handle timeless(hid_t object_class, const std::filesystem::path& path) {
  Hdf5Handle options(H5Pcreate(object_class), H5Pclose, path, kCannotWrite);
  H5Pset_obj_track_times(options, false);
  return options;
}

void write_number_attribute(hid_t object, const std::string& name, hid_t type, const void* value,
                            const std::filesystem::path& path) {
  const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose, path, kCannotWrite);
  const Hdf5Handle attribute(
      H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, path,
      kCannotWrite);
  hdf5_check(H5Awrite(attribute, type, value) >= 0, path, kCannotWrite);
}

/// Joins texts, each padded to the length of the longest.
std::string padded(const std::vector<std::string>& values, std::size_t longest) {
  std::string text(values.size() * longest, '\0');
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i].copy(text.data() + i * longest, longest);
  return text;
}

/// `chunk` 0: the column is one piece and not compressed.
Hdf5Handle make_column(hid_t file, const std::filesystem::path& path, const std::string& name,
                       hid_t type, const Hdf5Handle& space, hsize_t chunk) {
  const Hdf5Handle options = timeless(H5P_DATASET_CREATE, path);
  if (chunk > 0) {
    H5Pset_chunk(options, 1, &chunk);
    H5Pset_shuffle(options);
    H5Pset_deflate(options, kDeflate);
  }
  return {H5Dcreate2(file, name.c_str(), type, space, H5P_DEFAULT, options, H5P_DEFAULT), H5Dclose,
          path, kCannotWrite};
}

void write_column(hid_t file, const std::filesystem::path& path, const std::string& name,
                  hid_t type, hsize_t rows, const void* data, const std::string& unit,
                  const std::string& description) {
  const Hdf5Handle space(H5Screate_simple(1, &rows, nullptr), H5Sclose, path, kCannotWrite);
  const Hdf5Handle dataset =
      make_column(file, path, name, type, space, std::min<hsize_t>(rows, ChunkPacker::kRows));
  hdf5_check(rows == 0 || H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0, path,
             kCannotWrite);
  write_text_attribute(dataset, "unit", unit, path);
  write_text_attribute(dataset, "description", description, path);
}

/// HDF5 prints no errors in the calling thread: here they become exceptions.
void be_silent() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

}  // namespace

Hdf5Writer::Hdf5Writer(const std::filesystem::path& path) : path_(path) {
  H5dont_atexit();  // if the disk is full, HDF5 would crash at exit
  be_silent();
  // From version 1.8 of the format on, an attribute may be longer than 64 KiB: studies can be.
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, path_, kCannotWrite);
  H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_LATEST);
  file_ = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, timeless(H5P_FILE_CREATE, path_), access);
  hdf5_check(file_ >= 0, path_, kCannotWrite);
  // Programs that this process starts must not keep the file open.
  void* descriptor = nullptr;
  if (H5Fget_vfd_handle(file_, H5P_DEFAULT, &descriptor) >= 0)
    fcntl(*static_cast<int*>(descriptor), F_SETFD, FD_CLOEXEC);
}

Hdf5Writer::~Hdf5Writer() {
  for (const auto& [name, column] : growing_) H5Dclose(column.dataset);
  if (file_ >= 0) H5Fclose(file_);
}

void Hdf5Writer::close() {
  for (const auto& [name, column] : growing_)
    hdf5_check(H5Dclose(column.dataset) >= 0, path_, kCannotWrite);
  growing_.clear();
  const bool flushed = H5Fflush(file_, H5F_SCOPE_GLOBAL) >= 0;
  const bool closed = H5Fclose(file_) >= 0;
  file_ = -1;
  hdf5_check(flushed && closed, path_, kCannotWrite);
}

void Hdf5Writer::group(const std::string& name) {
  const Hdf5Handle options = timeless(H5P_GROUP_CREATE, path_);
  const Hdf5Handle made(H5Gcreate2(file_, name.c_str(), H5P_DEFAULT, options, H5P_DEFAULT),
                        H5Gclose, path_, kCannotWrite);
}

void Hdf5Writer::attribute(const std::string& name, const std::string& value) {
  write_text_attribute(file_, name, value, path_);
}

void Hdf5Writer::attribute(const std::string& name, std::int64_t value) {
  write_number_attribute(file_, name, H5T_NATIVE_INT64, &value, path_);
}

void Hdf5Writer::attribute(const std::string& name, double value) {
  write_number_attribute(file_, name, H5T_NATIVE_DOUBLE, &value, path_);
}

void Hdf5Writer::copy_file(const std::filesystem::path& from, const std::string& name) {
  const Hdf5Handle source(H5Fopen(from.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, from,
                          "cannot be read");
  hdf5_check(H5Ocopy(source, "/", file_, name.c_str(), H5P_DEFAULT, H5P_DEFAULT) >= 0, path_,
             kCannotWrite);
}

void Hdf5Writer::column(const std::string& name, const std::vector<std::int64_t>& values,
                        const std::string& unit, const std::string& description) {
  write_column(file_, path_, name, H5T_NATIVE_INT64, values.size(), values.data(), unit,
               description);
}

void Hdf5Writer::column(const std::string& name, const std::vector<double>& values,
                        const std::string& unit, const std::string& description) {
  write_column(file_, path_, name, H5T_NATIVE_DOUBLE, values.size(), values.data(), unit,
               description);
}

void Hdf5Writer::column(const std::string& name, const std::vector<std::string>& values,
                        const std::string& description) {
  std::size_t length = 1;
  for (const std::string& value : values) length = std::max(length, value.size());
  const Hdf5Handle type = hdf5_text_type(length, path_);
  write_column(file_, path_, name, type, values.size(), padded(values, length).data(), "",
               description);
}

void Hdf5Writer::begin_integers(const std::string& name, const std::string& unit,
                                const std::string& description) {
  begin(name, H5T_NATIVE_INT64, unit, description);
}

void Hdf5Writer::begin_texts(const std::string& name, std::size_t longest,
                             const std::string& description) {
  const Hdf5Handle type = hdf5_text_type(longest, path_);
  begin(name, type, "", description);
}

void Hdf5Writer::begin(const std::string& name, std::int64_t type, const std::string& unit,
                       const std::string& description) {
  const hsize_t none = 0, any = H5S_UNLIMITED;
  const Hdf5Handle space(H5Screate_simple(1, &none, &any), H5Sclose, path_, kCannotWrite);
  Hdf5Handle dataset = make_column(file_, path_, name, type, space, ChunkPacker::kRows);
  write_text_attribute(dataset, "unit", unit, path_);
  write_text_attribute(dataset, "description", description, path_);
  growing_[name] = {dataset.release(), 0};
}

void Hdf5Writer::append_chunk(const std::string& name, std::size_t rows, const std::string& chunk) {
  be_silent();                              // this may be another thread
  constexpr std::uint32_t kAllFilters = 0;  // no filter is skipped
  Growing& column = growing_.at(name);
  const hsize_t begin = column.rows, total = begin + rows;
  hdf5_check(H5Dset_extent(column.dataset, &total) >= 0, path_, kCannotWrite);
  hdf5_check(H5Dwrite_chunk(column.dataset, H5P_DEFAULT, kAllFilters, &begin, chunk.size(),
                            chunk.data()) >= 0,
             path_, kCannotWrite);
  column.rows = total;
}

}  // namespace tiersim
