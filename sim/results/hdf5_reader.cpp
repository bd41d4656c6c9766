#include "sim/results/hdf5_file.h"

#include <algorithm>
#include <limits>

#include "sim/base/regular_file.h"
#include "sim/results/hdf5_handle.h"

namespace tiersim {
namespace {

constexpr const char* kDamaged = "is damaged (run the study again)";

std::string read_text_attribute(hid_t object, const std::string& name,
                                const std::filesystem::path& path) {
  const Hdf5Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, path,
                             "lacks the attribute " + name + " (is it a results file of tiersim?)");
  const Hdf5Handle type(H5Aget_type(attribute), H5Tclose, path, kDamaged);
  hdf5_check(H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0, path, kDamaged);
  std::string value(H5Tget_size(type), '\0');
  hdf5_check(H5Aread(attribute, type, value.data()) >= 0, path, kDamaged);
  value.resize(std::min(value.find('\0'), value.size()));
  return value;
}

class Dataset {
 public:
  Dataset(hid_t file, const std::filesystem::path& path, const std::string& name)
      : path_(path),
        dataset_(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, path,
                 "lacks " + name + " (is it a results file of tiersim?)"),
        type_(H5Dget_type(dataset_), H5Tclose, path, kDamaged) {
    const Hdf5Handle space(H5Dget_space(dataset_), H5Sclose, path, kDamaged);
    hdf5_check(H5Sget_simple_extent_ndims(space) == 1, path, kDamaged);
    H5Sget_simple_extent_dims(space, &rows_, nullptr);
    // A damaged header may claim any length. The length is bounded by what is stored, even if that
    // is compressed a thousandfold.
    hdf5_check(rows_ <= 1'000'000 + 1000 * static_cast<hsize_t>(H5Dget_storage_size(dataset_)),
               path, kDamaged);
  }
  std::size_t rows() const { return rows_; }
  hid_t type() const { return type_; }
  H5T_class_t kind() const { return H5Tget_class(type_); }
  void read(hid_t type, void* data) const {
    hdf5_check(rows_ == 0 || H5Dread(dataset_, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0,
               path_, kDamaged);
  }

 private:
  const std::filesystem::path& path_;
  Hdf5Handle dataset_;
  Hdf5Handle type_;
  hsize_t rows_{0};
};

}  // namespace

Hdf5Reader::Hdf5Reader(const std::filesystem::path& path) : path_(path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  const std::string problem = why_not_a_file(path);
  hdf5_check(problem.empty(), path_, problem.c_str());
  file_ = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  hdf5_check(file_ >= 0, path_, "is not an HDF5 file, or damaged (name a results file of tiersim)");
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
  hdf5_check(H5Sget_simple_extent_npoints(space) == 1 && H5Tget_class(type) == H5T_INTEGER, path_,
             kDamaged);
  std::int64_t value = 0;
  hdf5_check(H5Aread(attribute, H5T_NATIVE_INT64, &value) >= 0, path_, kDamaged);
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
  hdf5_check(H5Literate(opened, H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names) >= 0, path_,
             kDamaged);
  return names;
}

std::string Hdf5Reader::unit_of(const std::string& name) const {
  const Hdf5Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT), H5Dclose, path_,
                           "lacks " + name);
  return H5Aexists(dataset, "unit") > 0 ? read_text_attribute(dataset, "unit", path_) : "";
}

std::string Hdf5Reader::description_of(const std::string& name) const {
  const Hdf5Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT), H5Dclose, path_,
                           "lacks " + name);
  return H5Aexists(dataset, "description") > 0 ? read_text_attribute(dataset, "description", path_)
                                               : "";
}

std::vector<std::string> Hdf5Reader::text_attributes() const {
  std::vector<std::string> names;
  const auto add = [](hid_t, const char* name, const H5A_info_t*, void* into) -> herr_t {
    static_cast<std::vector<std::string>*>(into)->emplace_back(name);
    return 0;
  };
  hdf5_check(H5Aiterate2(file_, H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names) >= 0, path_,
             kDamaged);
  names.erase(std::remove(names.begin(), names.end(), "schema_version"), names.end());
  return names;
}

bool Hdf5Reader::has_attribute(const std::string& name) const {
  return H5Aexists(file_, name.c_str()) > 0;
}

bool Hdf5Reader::is_column(const std::string& name) const {
  if (H5Lexists(file_, name.c_str(), H5P_DEFAULT) <= 0) return false;
  const Hdf5Handle object(H5Oopen(file_, name.c_str(), H5P_DEFAULT), H5Oclose, path_, kDamaged);
  return H5Iget_type(object) == H5I_DATASET;
}

std::size_t Hdf5Reader::rows_of(const std::string& name) const {
  return Dataset(file_, path_, name).rows();
}

Hdf5Reader::Kind Hdf5Reader::kind_of(const std::string& name) const {
  const H5T_class_t kind = Dataset(file_, path_, name).kind();
  hdf5_check(kind == H5T_INTEGER || kind == H5T_FLOAT || kind == H5T_STRING, path_, kDamaged);
  return kind == H5T_INTEGER ? Kind::integer : kind == H5T_FLOAT ? Kind::number : Kind::text;
}

std::vector<std::int64_t> Hdf5Reader::integers(const std::string& name) const {
  const Dataset column(file_, path_, name);
  hdf5_check(column.kind() == H5T_INTEGER, path_, kDamaged);
  std::vector<std::int64_t> values(column.rows());
  column.read(H5T_NATIVE_INT64, values.data());
  return values;
}

std::vector<double> Hdf5Reader::numbers(const std::string& name) const {
  const Dataset column(file_, path_, name);
  hdf5_check(column.kind() == H5T_FLOAT || column.kind() == H5T_INTEGER, path_, kDamaged);
  std::vector<double> values(column.rows());
  column.read(H5T_NATIVE_DOUBLE, values.data());
  return values;
}

std::vector<std::string> Hdf5Reader::texts(const std::string& name) const {
  const Dataset column(file_, path_, name);
  hdf5_check(column.kind() == H5T_STRING && H5Tis_variable_str(column.type()) == 0, path_,
             kDamaged);
  const std::size_t length = H5Tget_size(column.type());
  constexpr std::size_t kLongest = 64u << 20;  // bytes: that of a trace
  hdf5_check(length <= kLongest && column.rows() < std::numeric_limits<std::size_t>::max() / length,
             path_, kDamaged);
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
