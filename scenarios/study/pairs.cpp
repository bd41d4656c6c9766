#include "scenarios/study/pairs.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/catalog/catalog.h"

namespace tiersim {
namespace {

bool can_be_prepared(const Study& study, const std::string& subject,
                     const StudyOperator& study_operator) {
  const std::vector<std::string> known = names_of(known_subjects());
  return study_operator.known() && (study.models.count(subject) > 0 ||
                                    std::find(known.begin(), known.end(), subject) != known.end());
}

}  // namespace

bool is_imported(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator, int stage, const std::string& tier) {
  return study.imported && study.imported->stage(subject, study_operator.text(), stage, tier);
}

bool is_imported(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator, const std::string& deployment) {
  int stage = 0;
  for (const std::string& tier : tiers_of(deployment))
    if (!is_imported(study, subject, study_operator, stage++, tier)) return false;
  return true;
}

std::string missing_rows(const Study& study, const std::string& subject,
                         const StudyOperator& study_operator, const std::string& deployment) {
  const ImportedVariant* const variant =
      study.imported ? study.imported->variant(subject, study_operator.text()) : nullptr;
  const std::vector<std::string> tiers = tiers_of(deployment);
  if (!variant || can_be_prepared(study, subject, study_operator)) return "";
  if (variant->is_split() != (tiers.size() == 2)) return "";
  for (std::size_t stage = 0; stage < tiers.size(); ++stage)
    if (!is_imported(study, subject, study_operator, static_cast<int>(stage), tiers[stage]))
      return fmt::format("{} {}, stage {}, on {}", subject, study_operator.text(), stage,
                         tiers[stage]);
  return "";
}

bool is_scenario(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator, const std::string& deployment) {
  const std::size_t tiers = tiers_of(deployment).size();
  if (is_imported(study, subject, study_operator, deployment)) {
    const ImportedVariant& variant = *study.imported->variant(subject, study_operator.text());
    return variant.is_split() == (tiers == 2);
  }
  // A model that can be prepared may still have some stages that were imported.
  return can_be_prepared(study, subject, study_operator) &&
         study_operator.known()->splits() == (tiers == 2);
}

bool is_prepared(const Study& study, const std::string& subject,
                 const StudyOperator& study_operator) {
  return std::any_of(study.deployments.begin(), study.deployments.end(),
                     [&](const std::string& deployment) {
                       return is_scenario(study, subject, study_operator, deployment) &&
                              !is_imported(study, subject, study_operator, deployment);
                     });
}

}  // namespace tiersim
