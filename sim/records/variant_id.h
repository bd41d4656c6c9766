#pragma once

#include <string>
#include <tuple>

namespace tiersim {

/// Names a variant: a subject and the operators that rewrote it.
struct VariantId {
  std::string subject;
  std::string operator_name;  ///< operators joined with '+', as studies spell them

  friend bool operator==(const VariantId& a, const VariantId& b) {
    return a.subject == b.subject && a.operator_name == b.operator_name;
  }
  friend bool operator<(const VariantId& a, const VariantId& b) {
    return std::tie(a.subject, a.operator_name) < std::tie(b.subject, b.operator_name);
  }
};

/// For messages: "lenet sptq".
inline std::string to_string(const VariantId& id) { return id.subject + " " + id.operator_name; }

}  // namespace tiersim
