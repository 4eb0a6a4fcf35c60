#include "models/domain/leadname.h"

#include "models/domain/contactfields.h"

namespace pl {

QString calledName(const Lead &lead)
{
    if (lead.erasedAt)
        return {};
    if (const QString name = lead.fullName(); !name.isEmpty())
        return name;
    return lead.phoneNumber.isEmpty() ? lead.email : phoneForPeople(lead.phoneNumber);
}

} // namespace pl
