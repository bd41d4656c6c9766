#pragma once

#include <string>
#include <tuple>

namespace tiersim {

/// Identifies a variant: the subject (the model) and the operators that rewrote it.
struct VariantId {
  std::string subject;
  /// Operators joined with '+', as studies spell them: "distilled+sptq".
  std::string operator_name;

  friend bool operator==(const VariantId& a, const VariantId& b) {
    return a.subject == b.subject && a.operator_name == b.operator_name;
  }
  friend bool operator<(const VariantId& a, const VariantId& b) {
    return std::tie(a.subject, a.operator_name) < std::tie(b.subject, b.operator_name);
  }
};

/// Returns the id as text for a message to the user: "lenet sptq".
inline std::string to_string(const VariantId& id) { return id.subject + " " + id.operator_name; }

}  // namespace tiersim
