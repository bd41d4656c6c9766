#include "scenarios/run/store/journal.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/partial_file.h"

namespace tiersim {
namespace {

constexpr int kJournalVersion = 7;
constexpr int kPatience = 500;            // ms
constexpr int kApplication = 0x74696572;  // "tier": tells our databases from others

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Statement prepare(sqlite3* database, const char* text) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, text, -1, &statement, nullptr);
  return Statement(statement);
}

std::string bytes_of(sqlite3_stmt* row, int column) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(row, column));
  return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(row, column)))
              : std::string();
}

void bind_bytes(sqlite3_stmt* statement, int place, const std::string& bytes) {
  sqlite3_bind_blob64(statement, place, bytes.data(), bytes.size(), SQLITE_STATIC);
}

int pragma(sqlite3* database, const char* text) {
  const Statement statement = prepare(database, text);
  return statement && sqlite3_step(statement.get()) == SQLITE_ROW
             ? sqlite3_column_int(statement.get(), 0)
             : -1;
}

void remove_files(const std::filesystem::path& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-journal"})
    std::filesystem::remove(path.string() + suffix, ignored);
}

}  // namespace

std::filesystem::path Journal::path_beside(const std::filesystem::path& results) {
  return results.string() + ".journal";
}

Journal::Journal(const std::filesystem::path& file, int flags, const std::filesystem::path& path)
    : path_(path) {
  const int code = sqlite3_open_v2(file.c_str(), &database_, flags, nullptr);
  if (code != SQLITE_OK) {
    sqlite3_close(database_);
    fail(code);
  }
}

Journal::Journal(Journal&& other) noexcept
    : path_(std::move(other.path_)), database_(std::exchange(other.database_, nullptr)) {}

Journal::~Journal() { sqlite3_close(database_); }

void Journal::fail(int code) const {
  const char* const remedy =
      code == SQLITE_FULL || code == SQLITE_IOERR
          ? "is the disk full? make room and go on with --resume"
      : code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_PERM
          ? "is the folder writable?"
      : code == SQLITE_BUSY ? "is another tiersim running this study?"
                            : "use --force to begin anew";
  throw UserError(fmt::format("{}: {} ({})", path_.string(), sqlite3_errstr(code), remedy));
}

void Journal::execute(const char* statement) const {
  const int code = sqlite3_exec(database_, statement, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code & 0xff);
}

Journal Journal::begin(const std::filesystem::path& path,
                       const std::map<std::string, std::string>& facts) {
  remove_files(path);
  const std::filesystem::path partial = partial_of(path);
  try {
    write(partial, path, facts);
    publish(partial, path);  // a kill leaves a whole journal, or none
    return resume(path);
  } catch (const UserError&) {
    remove_files(partial);
    remove_files(path);
    throw;
  }
}

void Journal::write(const std::filesystem::path& file, const std::filesystem::path& path,
                    const std::map<std::string, std::string>& facts) {
  const Journal journal(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, path);
  journal.execute("PRAGMA journal_mode=OFF");  // a file that is not whole is thrown away
  journal.execute(fmt::format("PRAGMA application_id={}", kApplication).c_str());
  journal.execute(fmt::format("PRAGMA user_version={}", kJournalVersion).c_str());
  journal.execute("BEGIN");
  journal.execute("CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB NOT NULL)");
  journal.execute("CREATE TABLE result (scenario INTEGER PRIMARY KEY, value BLOB NOT NULL)");
  for (const auto& [name, value] : facts) {
    const Statement insert =
        prepare(journal.database_, "INSERT INTO fact (name, value) VALUES (?, ?)");
    sqlite3_bind_text(insert.get(), 1, name.c_str(), -1, SQLITE_STATIC);
    bind_bytes(insert.get(), 2, value);
    if (const int code = sqlite3_step(insert.get()); code != SQLITE_DONE) journal.fail(code & 0xff);
  }
  journal.execute("COMMIT");
}

Journal Journal::resume(const std::filesystem::path& path) {
  Journal journal(path, SQLITE_OPEN_READWRITE, path);
  // A process that was killed holds its lock until its last write is on the disk.
  sqlite3_busy_timeout(journal.database_, kPatience);
  journal.execute("PRAGMA locking_mode=EXCLUSIVE");
  journal.execute("BEGIN IMMEDIATE");  // takes the lock, which stays
  journal.execute("ROLLBACK");
  if (pragma(journal.database_, "PRAGMA application_id") != kApplication)
    throw UserError(
        fmt::format("{}: is no journal of tiersim, or damaged (use --force to begin "
                    "anew)",
                    path.string()));
  if (const int version = pragma(journal.database_, "PRAGMA user_version");
      version != kJournalVersion)
    throw UserError(fmt::format(
        "{}: is a journal of version {}, this program goes on with {} (use the tiersim that began "
        "it, or --force to begin anew)",
        path.string(), version, kJournalVersion));
  const Statement check = prepare(journal.database_, "PRAGMA quick_check");
  if (!check || sqlite3_step(check.get()) != SQLITE_ROW || bytes_of(check.get(), 0) != "ok")
    journal.fail(SQLITE_CORRUPT);
  return journal;
}

std::string Journal::fact(const std::string& name) const {
  const Statement select = prepare(database_, "SELECT value FROM fact WHERE name = ?");
  if (!select) fail(SQLITE_CORRUPT);
  sqlite3_bind_text(select.get(), 1, name.c_str(), -1, SQLITE_STATIC);
  if (sqlite3_step(select.get()) != SQLITE_ROW) fail(SQLITE_CORRUPT);
  return bytes_of(select.get(), 0);
}

std::vector<std::size_t> Journal::finished() const {
  std::vector<std::size_t> scenarios;
  const Statement select = prepare(database_, "SELECT scenario FROM result ORDER BY scenario");
  int code = select ? SQLITE_ROW : SQLITE_CORRUPT;
  while (code == SQLITE_ROW && (code = sqlite3_step(select.get())) == SQLITE_ROW)
    scenarios.push_back(static_cast<std::size_t>(sqlite3_column_int64(select.get(), 0)));
  if (code != SQLITE_DONE) fail(code);
  return scenarios;
}

void Journal::add(const Batch& batch) {
  execute("BEGIN");
  const Statement insert =
      prepare(database_, "INSERT OR REPLACE INTO result (scenario, value) VALUES (?, ?)");
  int code = insert ? SQLITE_OK : SQLITE_CORRUPT;
  for (auto result = batch.begin(); result != batch.end() && code == SQLITE_OK; ++result) {
    sqlite3_bind_int64(insert.get(), 1, static_cast<std::int64_t>(result->first));
    bind_bytes(insert.get(), 2, result->second);
    sqlite3_step(insert.get());
    code = sqlite3_reset(insert.get());
  }
  if (code != SQLITE_OK) {
    sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
    fail(code & 0xff);
  }
  execute("COMMIT");
}

void Journal::for_each_from(std::size_t scenario,
                            const std::function<void(std::size_t, const std::string&)>& use) const {
  const Statement select = prepare(
      database_, "SELECT scenario, value FROM result WHERE scenario >= ? ORDER BY scenario");
  int code = select ? SQLITE_ROW : SQLITE_CORRUPT;
  sqlite3_bind_int64(select.get(), 1, static_cast<std::int64_t>(scenario));
  while (code == SQLITE_ROW && (code = sqlite3_step(select.get())) == SQLITE_ROW)
    use(static_cast<std::size_t>(sqlite3_column_int64(select.get(), 0)), bytes_of(select.get(), 1));
  if (code != SQLITE_DONE) fail(code);
}

void Journal::remove() {
  sqlite3_close(std::exchange(database_, nullptr));
  remove_files(path_);
}

}  // namespace tiersim
