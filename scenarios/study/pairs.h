#pragma once

#include <string>

#include "scenarios/study/study.h"

namespace tiersim {

/// Whether the imported profiles of the study have times of one stage (index from 0) of a model on
/// a tier. The model is named by its subject and operator. False if the study has no imported
/// profiles.
bool is_imported(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator, int stage, const std::string& tier);

/// Whether the imported profiles of the study have times of stage 0 of a model on the first tier of
/// `deployment` and, if the deployment has two tiers, of stage 1 on the second. The model is named
/// by its subject and operator.
bool is_imported(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator, const std::string& deployment);

/// The rows that imported profiles lack for this subject, operator and deployment, as text:
/// "phone_net int8, stage 0, on edge". Returns "" if they lack none, if tiersim can prepare the
/// model, or if the file does not have the model at all or only with another number of stages.
std::string missing_rows(const Study& study, const std::string& subject,
                         const StudyOperator& study_operator, const std::string& deployment);

/// Whether this subject, operator and deployment make a scenario. A model that is not split needs a
/// deployment of one tier, and a split model needs one of two tiers. In addition, the times of all
/// its stages are imported, or tiersim can prepare the model.
bool is_scenario(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator, const std::string& deployment);

/// Whether tiersim has to prepare the model of this subject and operator. That is so if a scenario
/// of the study computes a stage of it whose times are not imported.
bool is_prepared(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator);

}  // namespace tiersim
