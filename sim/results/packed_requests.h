#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/packed_column.h"
#include "sim/results/request_fields.h"

namespace tiersim {

/// Packs a scenario's requests column by column: kRequestFields, then the parts of the route.
void put_requests(std::string& bytes, const std::vector<RequestRecord>& requests,
                  std::size_t parts);

/// The requests of a packed result. They are read once, from the first to the last.
class PackedRequests {
 public:
  /// Takes the requests from `bytes`, which have to outlive it. Throws std::runtime_error if they
  /// hold no requests with so many parts.
  PackedRequests(ByteReader& bytes, std::size_t parts);

  std::size_t rows() const { return rows_; }

  /// The columns to whose ends requests are moved.
  struct Columns {
    std::array<ChunkColumn*, kRequestFieldCount> fields;
    ChunkColumn* latency;   ///< the sum of the parts
    ChunkColumn* finished;  ///< the sum of `scheduled` and the latency
    std::vector<ChunkColumn*> parts;
  };
  /// Moves the next `count` requests to the end of `to`. There must be that many left.
  void take(std::size_t count, const Columns& to);

 private:
  std::size_t rows_;
  std::vector<PackedColumn> columns_;
  /// From the end of each request to the start of the next one, if it is always the same.
  std::optional<std::int64_t> pause_;
  std::int64_t next_scheduled_{0};
};

}  // namespace tiersim
