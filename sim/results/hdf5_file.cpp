#include "sim/results/hdf5_file.h"

#include <algorithm>
#include <limits>

#include "sim/results/hdf5_handle.h"

namespace tiersim {
namespace {

constexpr hsize_t kChunk = 16384;  // rows
constexpr unsigned kDeflate = 4;   // zlib level
constexpr const char* kCannotWrite = "cannot be written (is the disk full, the folder writable?)";
constexpr const char* kDamaged = "is damaged (run the study again)";

void check(bool succeeded, const std::filesystem::path& path, const char* problem) {
  if (!succeeded) throw UserError(fmt::format("{}: {}", path.string(), problem));
}

void write_text_attribute(hid_t object, const std::string& name, const std::string& value,
                          const std::filesystem::path& path) {
  const Hdf5Handle type = hdf5_text_type(value.size(), path);
  const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose, path, kCannotWrite);
  const Hdf5Handle attribute(
      H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, path,
      kCannotWrite);
  check(H5Awrite(attribute, type, value.empty() ? "\0" : value.data()) >= 0, path, kCannotWrite);
}

std::string read_text_attribute(hid_t object, const std::string& name,
                                const std::filesystem::path& path) {
  const Hdf5Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, path,
                             "lacks the attribute " + name + " (is it a results file of tiersim?)");
  const Hdf5Handle type(H5Aget_type(attribute), H5Tclose, path, kDamaged);
  check(H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0, path, kDamaged);
  std::string value(H5Tget_size(type), '\0');
  check(H5Aread(attribute, type, value.data()) >= 0, path, kDamaged);
  value.resize(std::min(value.find('\0'), value.size()));
  return value;
}

void write_column(hid_t file, const std::filesystem::path& path, const std::string& name,
                  hid_t type, hsize_t rows, const void* data, const std::string& unit,
                  const std::string& description) {
  const Hdf5Handle space(H5Screate_simple(1, &rows, nullptr), H5Sclose, path, kCannotWrite);
  const Hdf5Handle options(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, path, kCannotWrite);
  H5Pset_obj_track_times(options, false);  // equal content, equal bytes
  if (rows > 0) {
    const hsize_t chunk = std::min(rows, kChunk);
    H5Pset_chunk(options, 1, &chunk);
    H5Pset_shuffle(options);
    H5Pset_deflate(options, kDeflate);
  }
  const Hdf5Handle dataset(
      H5Dcreate2(file, name.c_str(), type, space, H5P_DEFAULT, options, H5P_DEFAULT), H5Dclose,
      path, kCannotWrite);
  check(rows == 0 || H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0, path,
        kCannotWrite);
  write_text_attribute(dataset, "unit", unit, path);
  write_text_attribute(dataset, "description", description, path);
}

class Column {
 public:
  Column(hid_t file, const std::filesystem::path& path, const std::string& name)
      : path_(path),
        dataset_(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, path,
                 "lacks " + name + " (is it a results file of tiersim?)"),
        type_(H5Dget_type(dataset_), H5Tclose, path, kDamaged) {
    const Hdf5Handle space(H5Dget_space(dataset_), H5Sclose, path, kDamaged);
    check(H5Sget_simple_extent_ndims(space) == 1, path, kDamaged);
    H5Sget_simple_extent_dims(space, &rows_, nullptr);
    // A damaged header may claim any length; what is stored, even compressed a thousandfold, bounds
    // it.
    check(rows_ <= 1'000'000 + 1000 * static_cast<hsize_t>(H5Dget_storage_size(dataset_)), path,
          kDamaged);
  }
  std::size_t rows() const { return rows_; }
  hid_t type() const { return type_; }
  H5T_class_t kind() const { return H5Tget_class(type_); }
  void read(hid_t type, void* data) const {
    check(rows_ == 0 || H5Dread(dataset_, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0, path_,
          kDamaged);
  }

 private:
  const std::filesystem::path& path_;
  Hdf5Handle dataset_;
  Hdf5Handle type_;
  hsize_t rows_{0};
};

}  // namespace

Hdf5Writer::Hdf5Writer(const std::filesystem::path& path) : path_(path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // errors become exceptions, not pages of text
  // From version 1.8 of the format on, an attribute may be longer than 64 KiB: studies can be.
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, path_, kCannotWrite);
  H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_LATEST);
  file_ = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access);
  check(file_ >= 0, path_, kCannotWrite);
}

Hdf5Writer::~Hdf5Writer() {
  if (file_ >= 0) H5Fclose(file_);
}

void Hdf5Writer::close() {
  const bool flushed = H5Fflush(file_, H5F_SCOPE_GLOBAL) >= 0;
  const bool closed = H5Fclose(file_) >= 0;
  file_ = -1;
  check(flushed && closed, path_, kCannotWrite);
}

void Hdf5Writer::group(const std::string& name) {
  const Hdf5Handle made(H5Gcreate2(file_, name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                        H5Gclose, path_, kCannotWrite);
}

void Hdf5Writer::attribute(const std::string& name, const std::string& value) {
  write_text_attribute(file_, name, value, path_);
}

void Hdf5Writer::attribute(const std::string& name, std::int64_t value) {
  const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose, path_, kCannotWrite);
  const Hdf5Handle made(
      H5Acreate2(file_, name.c_str(), H5T_NATIVE_INT64, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      path_, kCannotWrite);
  check(H5Awrite(made, H5T_NATIVE_INT64, &value) >= 0, path_, kCannotWrite);
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
  std::string padded(values.size() * length, '\0');
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i].copy(padded.data() + i * length, length);
  const Hdf5Handle type = hdf5_text_type(length, path_);
  write_column(file_, path_, name, type, values.size(), padded.data(), "", description);
}

Hdf5Reader::Hdf5Reader(const std::filesystem::path& path) : path_(path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  check(std::filesystem::exists(path), path_, "cannot be read (does it exist?)");
  check(!std::filesystem::is_directory(path), path_, "is a folder (name a results file)");
  file_ = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  check(file_ >= 0, path_, "is not an HDF5 file, or damaged (name a results file of tiersim)");
}

Hdf5Reader::~Hdf5Reader() {
  if (file_ >= 0) H5Fclose(file_);
}

std::string Hdf5Reader::text_attribute(const std::string& name) const {
  return read_text_attribute(file_, name, path_);
}

std::int64_t Hdf5Reader::integer_attribute(const std::string& name) const {
  const Hdf5Handle attribute(H5Aopen(file_, name.c_str(), H5P_DEFAULT), H5Aclose, path_,
                             "lacks the attribute " + name + " (is it a results file of tiersim?)");
  const Hdf5Handle space(H5Aget_space(attribute), H5Sclose, path_, kDamaged);
  const Hdf5Handle type(H5Aget_type(attribute), H5Tclose, path_, kDamaged);
  check(H5Sget_simple_extent_npoints(space) == 1 && H5Tget_class(type) == H5T_INTEGER, path_,
        kDamaged);
  std::int64_t value = 0;
  check(H5Aread(attribute, H5T_NATIVE_INT64, &value) >= 0, path_, kDamaged);
  return value;
}

std::vector<std::string> Hdf5Reader::names_in(const std::string& group) const {
  const Hdf5Handle opened(H5Gopen2(file_, group.c_str(), H5P_DEFAULT), H5Gclose, path_,
                          "lacks " + group + " (is it a results file of tiersim?)");
  std::vector<std::string> names;
  const auto add = [](hid_t, const char* name, const H5L_info_t*, void* into) -> herr_t {
    static_cast<std::vector<std::string>*>(into)->emplace_back(name);
    return 0;
  };
  check(H5Literate(opened, H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names) >= 0, path_, kDamaged);
  return names;
}

std::string Hdf5Reader::unit_of(const std::string& name) const {
  const Hdf5Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT), H5Dclose, path_,
                           "lacks " + name);
  return H5Aexists(dataset, "unit") > 0 ? read_text_attribute(dataset, "unit", path_) : "";
}

std::vector<std::int64_t> Hdf5Reader::integers(const std::string& name) const {
  const Column column(file_, path_, name);
  check(column.kind() == H5T_INTEGER, path_, kDamaged);
  std::vector<std::int64_t> values(column.rows());
  column.read(H5T_NATIVE_INT64, values.data());
  return values;
}

std::vector<double> Hdf5Reader::numbers(const std::string& name) const {
  const Column column(file_, path_, name);
  check(column.kind() == H5T_FLOAT || column.kind() == H5T_INTEGER, path_, kDamaged);
  std::vector<double> values(column.rows());
  column.read(H5T_NATIVE_DOUBLE, values.data());
  return values;
}

std::vector<std::string> Hdf5Reader::texts(const std::string& name) const {
  const Column column(file_, path_, name);
  check(column.kind() == H5T_STRING && H5Tis_variable_str(column.type()) == 0, path_, kDamaged);
  const std::size_t length = H5Tget_size(column.type());
  check(length <= 65536 && column.rows() < std::numeric_limits<std::size_t>::max() / length, path_,
        kDamaged);
  std::string padded(column.rows() * length, '\0');
  column.read(column.type(), padded.data());
  std::vector<std::string> values;
  for (std::size_t i = 0; i < column.rows(); ++i) {
    const std::string cell = padded.substr(i * length, length);
    values.push_back(cell.substr(0, cell.find('\0')));
  }
  return values;
}

}  // namespace tiersim
