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

/// Writes the group /requests, one scenario after the other. Memory holds one chunk of rows that
/// are gathered and one that a thread compresses and writes. Therefore nothing else may use the
/// file between the first add() and flush().
class RequestColumns {
 public:
  /// `steps`: the columns of all routes that will come.
  RequestColumns(Hdf5Writer& file, const std::map<std::string, StepColumn>& steps);

  /// Reads all requests of a scenario.
  void add(std::int64_t scenario, const Route& route, PackedRequests& requests);
  void flush();  ///< writes what is still in memory; nothing may be added after it

 private:
  /// How the parts of a route become columns.
  struct Plan {
    struct Sum {
      std::size_t column;
      std::vector<std::size_t> parts;
    };
    std::vector<std::size_t> column_of_part;  ///< a step's column if it has this part alone
    std::vector<Sum> sums;                    ///< the steps of no part or of several
  };
  using Chunk = std::vector<ChunkColumn>;

  const Plan& plan_of(const Route& route);
  PackedRequests::Columns columns();
  std::size_t gathered() const { return gathered_[0].rows(); }
  void add_rows(std::int64_t scenario, PackedRequests& requests, std::size_t count);
  void hand_over();
  void write();

  Hdf5Writer& file_;
  std::vector<std::string> paths_;  ///< of the columns: those of every request, then steps
  std::vector<std::string> steps_;
  Chunk gathered_, full_;      ///< the second one belongs to the thread that writes
  Chunk parts_;                ///< of the rows that are added: parts that share their column
  Route route_;                ///< of the scenario before, as most scenarios of a study are alike
  Plan plan_;                  ///< of that route
  ChunkPacker packer_;         ///< belongs to the thread that writes
  std::future<void> written_;  ///< destroyed first: waits for the thread
};

}  // namespace tiersim
