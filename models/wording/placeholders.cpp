#include "models/wording/placeholders.h"

namespace pl::wording {

using namespace Qt::StringLiterals;

QStringList placeholdersOf(const QString &templateName)
{
    if (templateName == u"lead_assigned")
        return {u"plumber"_s, u"service"_s, u"urgency"_s, u"zip"_s,     u"name"_s,  u"phone"_s,
                u"email"_s,   u"address"_s, u"link"_s,    u"expires"_s, u"office"_s};
    if (templateName == u"plumber_found")
        return {u"customer"_s, u"plumber"_s, u"plumberphone"_s, u"service"_s, u"urgency"_s, u"zip"_s, u"office"_s};
    if (templateName == u"payment_action")
        return {u"plumber"_s, u"service"_s, u"link"_s, u"office"_s};
    return {u"plumber"_s, u"link"_s, u"office"_s};
}

QStringList conditionsOf(const QString &templateName)
{
    if (templateName == u"lead_assigned")
        return {u"contact"_s, u"callable"_s, u"test"_s};
    return templateName == u"plumber_found" ? QStringList{u"callable"_s, u"test"_s} : QStringList();
}

bool needsLink(const QString &templateName)
{
    return !isToCustomer(templateName);
}

} // namespace pl::wording
