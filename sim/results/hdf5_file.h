#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tiersim {

/// Writes named columns into the groups of an HDF5 file, each with the attributes `unit` and
/// `description`. Every method throws UserError, which names the file, if HDF5 reports an error.
class Hdf5Writer {
 public:
  explicit Hdf5Writer(const std::filesystem::path& path);  ///< replaces a file of that name
  ~Hdf5Writer();
  Hdf5Writer(const Hdf5Writer&) = delete;
  Hdf5Writer& operator=(const Hdf5Writer&) = delete;

  void group(const std::string& name);
  void attribute(const std::string& name, const std::string& value);  ///< of the root
  void attribute(const std::string& name, std::int64_t value);

  /// `name` is the full path: "/requests/latency_ns".
  void column(const std::string& name, const std::vector<std::int64_t>& values,
              const std::string& unit, const std::string& description);
  void column(const std::string& name, const std::vector<double>& values, const std::string& unit,
              const std::string& description);
  void column(const std::string& name, const std::vector<std::string>& values,
              const std::string& description);

  // A column that grows by chunks.
  void begin_integers(const std::string& name, const std::string& unit,
                      const std::string& description);
  void begin_texts(const std::string& name, std::size_t longest, const std::string& description);
  /// `chunk`: ChunkPacker::kRows rows, shuffled and deflated. Only the first `rows` of them count.
  /// All chunks of a column but the last one have to be full.
  void append_chunk(const std::string& name, std::size_t rows, const std::string& chunk);

  void close();  ///< flushes to the disk

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

/// Reads them. Every method throws UserError, which names the file, if the file is damaged or lacks
/// what is asked for.
class Hdf5Reader {
 public:
  explicit Hdf5Reader(const std::filesystem::path& path);
  ~Hdf5Reader();
  Hdf5Reader(const Hdf5Reader&) = delete;
  Hdf5Reader& operator=(const Hdf5Reader&) = delete;

  std::string text_attribute(const std::string& name) const;
  std::int64_t integer_attribute(const std::string& name) const;
  std::vector<std::string> names_in(const std::string& group) const;
  std::string unit_of(const std::string& name) const;         ///< of a column; "" if it has none
  std::string description_of(const std::string& name) const;  ///< likewise
  std::vector<std::string> text_attributes() const;           ///< the names of the root's
  bool has_attribute(const std::string& name) const;
  bool is_column(const std::string& name) const;  ///< whether the file has it
  std::size_t rows_of(const std::string& name) const;
  enum class Kind { integer, number, text };
  Kind kind_of(const std::string& name) const;

  std::vector<std::int64_t> integers(const std::string& name) const;
  std::vector<double> numbers(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;

 private:
  std::filesystem::path path_;
  std::int64_t file_{-1};
};

}  // namespace tiersim
