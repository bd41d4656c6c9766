#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

// A study simulates all combinations of the entries of three lists. Before the keys of these lists
// are read, Study::models and Study::imported must be set, because the lists may name models and
// operators from there.

/// Makes the key `subjects` of a study: the list of models.
Key<Study> subjects_key();
/// Makes the key `operators` of a study: the list of operators, which rewrite models.
Key<Study> operators_key();
/// Makes the key `deployments` of a study: the list of deployments, such as "edge" or
/// "mobile-edge". A deployment names the tiers that compute.
Key<Study> deployments_key();

}  // namespace tiersim
