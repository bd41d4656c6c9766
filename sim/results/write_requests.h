#pragma once

#include <future>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/results/chunk_packer.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/request_table.h"

namespace tiersim {

/// The group /requests: who asked what and when, how it ended, and where its time went. Scenarios
/// come one after the other; memory holds some thousand rows, and as many that a thread compresses
/// and writes meanwhile: nobody else may use the file between the first add() and flush().
class RequestColumns {
 public:
  /// `steps`: the columns of all routes that will come, as step_columns() names them.
  RequestColumns(Hdf5Writer& file, const std::set<std::string>& steps);

  void add(std::int64_t scenario, const Route& route, const RequestTable& requests);
  void flush();  ///< what is still in memory; nothing may be added after it

 private:
  /// Rows of a column that are not in the file yet: as runs, as long as scenarios are alike.
  struct Pending {
    bool runs{true};
    Integers values;  ///< of each run, or of each row
    Integers ends;    ///< of each run: the row after it

    void add(const Series& series, std::size_t begin, std::size_t count);
    void to_rows();
    std::string pack(ChunkPacker& packer, std::size_t width);  ///< filled up; empties it
  };
  /// The parts of a route, by place, that a column adds up.
  using Parts = std::vector<std::size_t>;

  void begin(const std::string& name, const std::string& unit, const std::string& description);
  const std::vector<Parts>& parts_of(const Route& route);
  void hand_over();

  Hdf5Writer& file_;
  std::vector<std::string> paths_;  ///< of all columns, own ones first, then steps
  std::vector<Pending> columns_;    ///< rows that are gathered, of each
  std::set<std::string> steps_;
  std::size_t rows_{0};       ///< in memory
  Route route_;               ///< of the scenario before, and
  std::vector<Parts> parts_;  ///< what each step adds up there: most scenarios of a study are alike
  ChunkPacker packer_;        ///< of the thread that writes, and
  std::vector<Pending> full_;  ///< what it has to write
  std::future<void> written_;  ///< destroyed first: waits for the thread
};

/// The columns of a route's parts, each with the places in the route that it adds up; a message's
/// four parts have one for their sum, too.
std::map<std::string, std::vector<std::size_t>> step_columns(const Route& route);

}  // namespace tiersim
