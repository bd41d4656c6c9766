#pragma once

#include <memory>
#include <string>
#include <utility>

#include "models/catalog/operator_spec.h"

namespace tiersim {

/// An entry of a study's list `operators`: a known operator or a foreign one. tiersim can apply a
/// known operator to a model. A foreign operator is only a name, which occurs in the file of
/// imported profiles.
class StudyOperator {
 public:
  StudyOperator(OperatorSpec known)
      : text_(known.text()), known_(std::make_shared<const OperatorSpec>(std::move(known))) {}
  static StudyOperator foreign(std::string name) { return StudyOperator(std::move(name)); }

  /// The operator as the study writes it, such as "sptq+partition". Messages and results name the
  /// operator by this text; if it leaves the cut open, results also name the chosen cut.
  const std::string& text() const { return text_; }
  /// The operator with its settings, as tiersim can apply it. nullptr for a foreign operator, which
  /// is only a name in the file of imported profiles.
  const OperatorSpec* known() const { return known_.get(); }

 private:
  explicit StudyOperator(std::string name) : text_(std::move(name)) {}

  std::string text_;
  /// The known operator; copies of this object share it.
  std::shared_ptr<const OperatorSpec> known_;
};

}  // namespace tiersim
