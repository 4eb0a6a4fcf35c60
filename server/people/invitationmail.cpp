#include "server/people/invitationmail.h"

#include "server/notify/texttemplate.h"
#include "server/people/templatefile.h"

namespace pl::people {

using namespace Qt::StringLiterals;

notify::Message invitationMail(const QString &email, const QString &link, const QString &officeName)
{
    const notify::TemplateValues values{{u"email"_s, email}, {u"link"_s, link}, {u"office"_s, officeName}};
    const QString subject = u"Choose your password for Plumber Leads"_s;
    return {QUuid::createUuid(), email, subject, templateFile("invitation.txt").render(values),
            notify::pageOf(subject, templateFile("invitation.html").render(values))};
}

} // namespace pl::people
