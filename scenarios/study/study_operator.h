#pragma once

#include <memory>
#include <string>
#include <utility>

#include "models/catalog/operator_spec.h"

namespace tiersim {

/// An entry of a study's `operators`: a known operator, or a foreign one. Models of a known
/// operator can be prepared here. A foreign operator is only a name that rows of imported profiles
/// bear.
class StudyOperator {
 public:
  StudyOperator(OperatorSpec known)
      : text_(known.text()), known_(std::make_shared<const OperatorSpec>(std::move(known))) {}
  static StudyOperator foreign(std::string name) { return StudyOperator(std::move(name)); }

  /// As the study writes it. Columns, keys and messages bear this text.
  const std::string& text() const { return text_; }
  /// nullptr for a foreign operator.
  const OperatorSpec* known() const { return known_.get(); }

 private:
  explicit StudyOperator(std::string name) : text_(std::move(name)) {}

  std::string text_;
  std::shared_ptr<const OperatorSpec> known_;  ///< shared by the scenarios of a study
};

}  // namespace tiersim
