#include "server/people/invitationmail.h"

#include "models/wording/pagelayout.h"
#include "server/notify/wordbook.h"
#include "server/people/templatefile.h"

namespace pl::people {

using namespace Qt::StringLiterals;

notify::Message invitationMail(const QString &email, const QString &link, const OfficeIdentity &office)
{
    const wording::TemplateValues values{{u"email"_s, email}, {u"link"_s, link}, {u"office"_s, office.name}};
    const QString subject = u"Choose your password for Plumber Leads"_s;
    notify::Message message =
        notify::messageFrom({subject, templateFile("invitation.txt").render(values),
                             wording::pageOf(subject, templateFile("invitation.html").render(values),
                                             wording::PageFrame::ofMail(u"en"_s, office))},
                            office);
    message.id = QUuid::createUuid();
    message.recipient = email;
    return message;
}

} // namespace pl::people
