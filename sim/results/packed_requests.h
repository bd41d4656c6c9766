#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/packed_column.h"
#include "sim/results/request_fields.h"

namespace tiersim {

/// Appends the requests of a scenario to `bytes`: their number, then their columns. The columns are
/// the fields of kRequestFields and then the parts of the waterfall. Start times that follow from
/// the first one are not stored. The waterfall of every request must have `parts` parts.
void put_requests(std::string& bytes, const std::vector<RequestRecord>& requests,
                  std::size_t parts);

/// Reads requests that put_requests() wrote. They are read once, from the first to the last.
class PackedRequests {
 public:
  /// Takes the requests from the front of `bytes`, which then continues after them. The memory that
  /// `bytes` reads must outlive this object. `parts` is the number of parts that the waterfall of
  /// each request has. Throws std::runtime_error if the bytes are not such requests.
  PackedRequests(ByteReader& bytes, std::size_t parts);

  /// The number of all requests, including those that take() has already read.
  std::size_t rows() const { return rows_; }

  /// The columns to which take() appends requests.
  struct Columns {
    /// One column for each field of kRequestFields.
    std::array<ChunkColumn*, kRequestFieldCount> fields;
    ChunkColumn* latency;             ///< latency: the sum of the parts of a request, in ns
    ChunkColumn* finished;            ///< end of the request: `scheduled` plus the latency, in ns
    std::vector<ChunkColumn*> parts;  ///< one column for each part of the waterfall
  };
  /// Appends the values of the next `count` requests to the columns `to`. At least `count` requests
  /// must be left.
  void take(std::size_t count, const Columns& to);

 private:
  std::size_t rows_;
  std::vector<PackedColumn> columns_;
  /// The time from the end of each request to the start of the next one, in ns; empty if it is not
  /// always the same.
  std::optional<std::int64_t> pause_;
  std::int64_t next_scheduled_{0};
};

}  // namespace tiersim
