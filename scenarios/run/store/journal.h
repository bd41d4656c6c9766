#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

struct sqlite3;

namespace tiersim {

/// What a study's scenarios came to, as far as they have finished, on the disk beside its results
/// file: an SQLite database, which is whole whenever a process or machine stops.
class Journal {
 public:
  /// "results/wan.h5" to "results/wan.h5.journal".
  static std::filesystem::path path_beside(const std::filesystem::path& results);

  /// Begins an empty one, in place of one that is there. Throws UserError where that cannot be.
  static Journal begin(const std::filesystem::path& path,
                       const std::map<std::string, std::string>& facts);
  /// Throws UserError for what is no journal of this version, is damaged, or is in use.
  static Journal resume(const std::filesystem::path& path);

  Journal(Journal&& other) noexcept;
  ~Journal();
  Journal& operator=(Journal&&) = delete;

  /// What was said of the study when it began.
  std::string fact(const std::string& name) const;
  std::vector<std::size_t> finished() const;  ///< scenarios, in order

  using Batch = std::vector<std::pair<std::size_t, std::string>>;  ///< scenarios, their results
  /// All of it is on the disk when this returns. Throws UserError where that takes no more; what
  /// was added before stays.
  void add(const Batch& batch);

  /// The results of a scenario and all after it, in their order.
  void for_each_from(std::size_t scenario,
                     const std::function<void(std::size_t, const std::string&)>& use) const;

  /// Removes the file; the journal is of no more use.
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
