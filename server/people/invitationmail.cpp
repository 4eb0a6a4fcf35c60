#include "server/people/invitationmail.h"

#include "models/wording/pagelayout.h"
#include "server/people/templatefile.h"

namespace pl::people {

using namespace Qt::StringLiterals;

notify::Message invitationMail(const QString &email, const QString &link, const QString &officeName)
{
    const wording::TemplateValues values{{u"email"_s, email}, {u"link"_s, link}, {u"office"_s, officeName}};
    const QString subject = u"Choose your password for Plumber Leads"_s;
    return {QUuid::createUuid(),
            email,
            subject,
            templateFile("invitation.txt").render(values),
            wording::pageOf(subject, templateFile("invitation.html").render(values)),
            officeName};
}

} // namespace pl::people
