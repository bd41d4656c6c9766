#pragma once

#include <cstdint>
#include <future>
#include <map>
#include <string>
#include <vector>

#include "sim/results/chunk_packer.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/packed_requests.h"

namespace tiersim {

/// Writes the columns of the group /requests, one scenario after the other. At most two chunks of
/// rows are in memory: one is being filled, while a thread compresses and writes the other.
/// Therefore nothing else may use the file between the first add() and the end of flush(). Every
/// method throws UserError if the file cannot be written.
class RequestColumns {
 public:
  /// Creates the group /requests and its empty columns in `file`, which must outlive this object.
  /// `steps` are the columns of the routes of all scenarios that will be added (step_columns()).
  RequestColumns(Hdf5Writer& file, const std::map<std::string, StepColumn>& steps);

  /// Adds the requests of the scenario with the id `scenario` and the route `route`. Reads all of
  /// `requests`. An error of the writing thread may be thrown only by a later call.
  void add(std::int64_t scenario, const Route& route, PackedRequests& requests);
  /// Writes the rows that are still in memory, and waits until all rows are written. Nothing may be
  /// added afterwards.
  void flush();

 private:
  /// Tells into which columns the parts of a request's waterfall are written. It is the same for
  /// all requests of one route.
  struct Plan {
    struct Sum {
      std::size_t column;
      std::vector<std::size_t> parts;
    };
    /// For each part of the route: the index of the column that holds only this part. It is 0 if
    /// there is no such column, because the route has the part's step several times.
    std::vector<std::size_t> column_of_part;
    /// The step columns whose values are calculated from the parts of a waterfall: the sum of
    /// several parts, if the route has the step several times, or zero, if it lacks the step.
    std::vector<Sum> sums;
  };
  using Chunk = std::vector<ChunkColumn>;  ///< all columns, with the same number of rows

  const Plan& plan_of(const Route& route);
  PackedRequests::Columns columns();
  std::size_t gathered() const { return gathered_[0].rows(); }  ///< rows in `gathered_`
  void add_rows(std::int64_t scenario, PackedRequests& requests, std::size_t count);
  void hand_over();
  void write();

  Hdf5Writer& file_;
  /// HDF5 paths of all columns: first those that every results file has, then one for each step of
  /// a route.
  std::vector<std::string> paths_;
  std::vector<std::string> steps_;
  Chunk gathered_, full_;  ///< `full_` belongs to the thread that writes
  Chunk parts_;  ///< values of the parts that share a column, for the rows that are being added
  Route route_;  ///< route of the previous scenario, because most scenarios have the same
  Plan plan_;    ///< plan for `route_`
  ChunkPacker packer_;  ///< belongs to the thread that writes
  /// Lets this object wait for the writing thread. As the last member it is destroyed first, and
  /// its destructor waits until the thread no longer uses the other members.
  std::future<void> written_;
};

}  // namespace tiersim
