#pragma once

#include "models/domain/lead.h"

namespace pl {

/// What a lead is called where a customer's name stands: the name, else the phone number as people read it, else the
/// e-mail address. Empty when all are unknown or the customer's data was erased.
QString calledName(const Lead &lead);

} // namespace pl
