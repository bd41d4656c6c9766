#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

struct sqlite3;

namespace tiersim {

/// A file beside the results file that stores the result of each scenario that has finished, packed
/// into bytes. An interrupted run can continue from it. It is an SQLite database, so that it stays
/// consistent if the process or the machine stops.
class Journal {
 public:
  /// The path of the journal for a results file: "results/wan.h5.journal" for "results/wan.h5".
  static std::filesystem::path path_beside(const std::filesystem::path& results);

  /// Creates a journal without results at `path` and replaces an old one. `facts` are texts by
  /// name, which the journal stores and fact() returns. If this process is killed meanwhile, the
  /// file is a whole journal or does not exist. Throws UserError if the file cannot be written.
  static Journal begin(const std::filesystem::path& path,
                       const std::map<std::string, std::string>& facts);
  /// Opens a journal that exists, to continue it. Throws UserError if the file is not a journal of
  /// this version, is damaged, or is in use by another process.
  static Journal resume(const std::filesystem::path& path);

  Journal(Journal&& other) noexcept;
  ~Journal();
  Journal& operator=(Journal&&) = delete;

  /// Returns the text that was passed to begin() under `name`. Throws UserError if there is none.
  std::string fact(const std::string& name) const;
  std::vector<std::size_t> finished() const;  ///< numbers of the stored scenarios, ascending

  /// Numbers of scenarios, each with its packed result.
  using Batch = std::vector<std::pair<std::size_t, std::string>>;
  /// Stores a batch of results. When this function returns, the whole batch is on the disk. Throws
  /// UserError if that fails, for example because the disk is full. Results that were stored
  /// earlier remain.
  void add(const Batch& batch);

  /// Calls `use` with the number and the packed result of each stored scenario whose number is
  /// `scenario` or larger, in ascending order. Throws UserError if the file is damaged.
  void for_each_from(std::size_t scenario,
                     const std::function<void(std::size_t, const std::string&)>& use) const;

  /// Closes the journal and deletes its file. No other method may be called afterwards.
  void remove();

 private:
  /// Opens the database in `file`. Messages name `path`.
  Journal(const std::filesystem::path& file, int flags, const std::filesystem::path& path);
  /// Writes a journal without results into `file`. Messages name `path`.
  static void write(const std::filesystem::path& file, const std::filesystem::path& path,
                    const std::map<std::string, std::string>& facts);
  void execute(const char* statement) const;
  [[noreturn]] void fail(int code) const;

  std::filesystem::path path_;
  sqlite3* database_{nullptr};
};

}  // namespace tiersim
