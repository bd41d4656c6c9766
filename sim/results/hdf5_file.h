#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tiersim {

/// Writes an HDF5 file of columns. A column is a one-dimensional dataset with the attributes `unit`
/// and `description`. Names of groups and columns are full paths: "/requests/latency_ns". Every
/// method throws UserError, which names the file, if HDF5 reports an error.
class Hdf5Writer {
 public:
  /// Creates the file; replaces a file of that name.
  explicit Hdf5Writer(const std::filesystem::path& path);
  ~Hdf5Writer();
  Hdf5Writer(const Hdf5Writer&) = delete;
  Hdf5Writer& operator=(const Hdf5Writer&) = delete;

  /// Creates an empty group whose full path is `name`.
  void group(const std::string& name);
  /// Writes an attribute of the root group: a text, an integer or a floating-point number.
  void attribute(const std::string& name, const std::string& value);
  void attribute(const std::string& name, std::int64_t value);
  void attribute(const std::string& name, double value);
  /// Copies all groups, columns and attributes of another file into a new group, whose full path is
  /// `name`. The group that contains it must exist. `from` must be closed.
  void copy_file(const std::filesystem::path& from, const std::string& name);

  /// Each of the three functions column() writes a whole column at once: one of integers, one of
  /// floating-point numbers, one of texts. A column of texts has an empty unit.
  void column(const std::string& name, const std::vector<std::int64_t>& values,
              const std::string& unit, const std::string& description);
  void column(const std::string& name, const std::vector<double>& values, const std::string& unit,
              const std::string& description);
  void column(const std::string& name, const std::vector<std::string>& values,
              const std::string& description);

  // The next three functions write a column piece by piece.
  /// Creates an empty column of integers.
  void begin_integers(const std::string& name, const std::string& unit,
                      const std::string& description);
  /// Creates an empty column of texts. `longest` is the length of the longest text in bytes; every
  /// text takes this length in the file.
  void begin_texts(const std::string& name, std::size_t longest, const std::string& description);
  /// Appends `rows` rows to the column `name`, which begin_integers() or begin_texts() created.
  /// `chunk` is what ChunkPacker::pack() returned: ChunkPacker::kRows rows, of which only the first
  /// `rows` count. Only the last chunk of a column may have fewer than kRows rows.
  void append_chunk(const std::string& name, std::size_t rows, const std::string& chunk);

  /// Writes everything to the file and closes it. Must be called last.
  void close();

 private:
  struct Growing {
    std::int64_t dataset{-1};
    std::uint64_t rows{0};
  };
  void begin(const std::string& name, std::int64_t type, const std::string& unit,
             const std::string& description);

  std::filesystem::path path_;
  std::int64_t file_{-1};
  std::map<std::string, Growing> growing_;
};

/// Reads the columns and attributes of an HDF5 file that Hdf5Writer wrote. Names are full paths. A
/// method throws UserError, which names the file, if the file is damaged or has no such column or
/// attribute.
class Hdf5Reader {
 public:
  /// Opens the file. Throws UserError if there is none, or if it is not an HDF5 file.
  explicit Hdf5Reader(const std::filesystem::path& path);
  ~Hdf5Reader();
  Hdf5Reader(const Hdf5Reader&) = delete;
  Hdf5Reader& operator=(const Hdf5Reader&) = delete;

  /// Returns the value of a text attribute of the root group.
  std::string text_attribute(const std::string& name) const;
  /// Returns the value of an integer attribute of the root group.
  std::int64_t integer_attribute(const std::string& name) const;
  /// Returns the names of the columns and groups in a group, without the path, in alphabetical
  /// order.
  std::vector<std::string> names_in(const std::string& group) const;
  /// Returns the unit of a column; "" if the column has none.
  std::string unit_of(const std::string& name) const;
  /// Returns the description of a column; "" if the column has none.
  std::string description_of(const std::string& name) const;
  /// Returns the names of all attributes of the root group except `schema_version`, which is an
  /// integer. The others are texts.
  std::vector<std::string> text_attributes() const;
  /// Whether the root group has an attribute of this name.
  bool has_attribute(const std::string& name) const;
  /// Whether the file has a column of this name.
  bool is_column(const std::string& name) const;
  /// Returns the number of rows of a column.
  std::size_t rows_of(const std::string& name) const;
  enum class Kind { integer, number, text };
  /// Returns the type of the values of a column.
  Kind kind_of(const std::string& name) const;

  /// Returns all values of a column of integers.
  std::vector<std::int64_t> integers(const std::string& name) const;
  /// Returns all values of a column of floating-point numbers or integers, as floating-point
  /// numbers.
  std::vector<double> numbers(const std::string& name) const;
  /// Returns all values of a column of texts.
  std::vector<std::string> texts(const std::string& name) const;

 private:
  std::filesystem::path path_;
  std::int64_t file_{-1};
};

}  // namespace tiersim
