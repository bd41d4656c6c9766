#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

struct sqlite3;

namespace tiersim {

/// The packed results of a study's scenarios that have finished, in a file beside the results file.
/// It is an SQLite database, so that it stays consistent if the process or the machine stops.
class Journal {
 public:
  /// "results/wan.h5" to "results/wan.h5.journal".
  static std::filesystem::path path_beside(const std::filesystem::path& results);

  /// Begins an empty journal and replaces an old one. Throws UserError if that is not possible.
  static Journal begin(const std::filesystem::path& path,
                       const std::map<std::string, std::string>& facts);
  /// Throws UserError if the file is no journal of this version, is damaged or is in use.
  static Journal resume(const std::filesystem::path& path);

  Journal(Journal&& other) noexcept;
  ~Journal();
  Journal& operator=(Journal&&) = delete;

  /// A fact that was given to begin().
  std::string fact(const std::string& name) const;
  std::vector<std::size_t> finished() const;  ///< scenarios, in order

  using Batch = std::vector<std::pair<std::size_t, std::string>>;  ///< scenarios and their results
  /// The whole batch is on the disk when this returns. Throws UserError if the disk is full. What
  /// was added before stays.
  void add(const Batch& batch);

  /// Calls `use` with the result of this scenario and of each one after it, in their order.
  void for_each_from(std::size_t scenario,
                     const std::function<void(std::size_t, const std::string&)>& use) const;

  /// Removes the file. The journal cannot be used after it.
  void remove();

 private:
  Journal(const std::filesystem::path& path, int flags);
  static Journal make(const std::filesystem::path& path,
                      const std::map<std::string, std::string>& facts);
  void execute(const char* statement) const;
  [[noreturn]] void fail(int code) const;

  std::filesystem::path path_;
  sqlite3* database_{nullptr};
};

}  // namespace tiersim
