#pragma once

#include <tuple>
#include <type_traits>

namespace tiersim {

/// A column of a results file.
struct Column {
  const char* name;         ///< times end in "_ns"
  const char* unit;         ///< "ns", "byte", "J", "1" for a fraction; "" for a count or a text
  const char* description;  ///< one line
};

/// A value of a record. The table of a record's fields is the only place that lists them: the
/// results file, the messages between processes and `show` follow from it.
template <typename Member>
struct Field {
  const char* name;  ///< of the column and in messages; see Column for the first three
  const char* unit;
  const char* description;
  /// A data member of the record. Or a function of the record: its value is written to results
  /// files only and is not read back.
  Member member;

  static constexpr bool kIsStored = std::is_member_object_pointer_v<Member>;
};
template <typename Member>
Field(const char*, const char*, const char*, Member) -> Field<Member>;

/// Calls `visit` with each field of a table, in order.
template <typename Fields, typename Visit>
constexpr void for_each_field(const Fields& fields, Visit visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, fields);
}

}  // namespace tiersim
