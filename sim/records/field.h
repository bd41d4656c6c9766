#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>

namespace tiersim {

/// The name, unit and description of a column of a results file.
struct Column {
  const char* name;         ///< names of time columns end in "_ns"
  const char* unit;         ///< "ns", "byte", "J", "1" for a fraction; "" for a count or a text
  const char* description;  ///< one line
};

/// Whether the column of a field may be missing in a results file, and the field in a stored
/// message.
enum class Presence {
  required,
  optional  ///< a file from before the field was added lacks it; the member keeps its initial value
};

/// Describes one member of a record type. Each record type has one table of such fields (a tuple).
/// The columns of the results file, their readers and the messages between processes all follow
/// from that table.
template <typename Member>
struct Field {
  /// Name of the column, and of the field in messages; unit and description: see Column.
  const char* name;
  const char* unit;
  const char* description;
  /// Pointer to a data member of the record, or to a function of the record. The value of a
  /// function is written to results files but is not read back.
  Member member;
  Presence presence{Presence::required};

  /// Whether the field is a data member, so that it can be read back.
  static constexpr bool kIsStored = std::is_member_object_pointer_v<Member>;
};
template <typename Member>
Field(const char*, const char*, const char*, Member) -> Field<Member>;
template <typename Member>
Field(const char*, const char*, const char*, Member, Presence) -> Field<Member>;

/// Field::kIsStored for the type of a field: whether the field is a data member of its record.
/// `AnyField` is a Field or a reference to one.
template <typename AnyField>
inline constexpr bool kIsStored = std::remove_reference_t<AnyField>::kIsStored;

/// Calls `visit(field)` for each field of a table, in the order of the table.
template <typename Fields, typename Visit>
constexpr void for_each_field(const Fields& fields, Visit visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, fields);
}

/// Returns the index of a member's field in a table, from 0. `member` is the pointer to the member.
/// Returns the number of fields if the table lacks the member.
template <typename Fields, typename Member>
constexpr std::size_t place_of(const Fields& fields, Member member) {
  std::size_t place = 0, found = std::tuple_size_v<Fields>;
  for_each_field(fields, [&](const auto& field) {
    if constexpr (std::is_same_v<std::decay_t<decltype(field.member)>, Member>) {
      if (field.member == member) found = place;
    }
    ++place;
  });
  return found;
}

}  // namespace tiersim
