#pragma once

#include <string>

#include "scenarios/study/study.h"

namespace tiersim {

/// Whether times of this stage on this tier were brought in.
bool is_imported(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator, int stage, const std::string& tier);

/// The same of all stages of a deployment.
bool is_imported(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator, const std::string& deployment);

/// Whether a scenario can be made of these: an unsplit model on one tier or a split one on two, and
/// of each stage either the times were brought in, or the model is one that can be prepared.
bool is_scenario(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator, const std::string& deployment);

/// Whether some scenario of these has a stage that was not brought in, so that the model is needed.
bool is_prepared(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator);

}  // namespace tiersim
