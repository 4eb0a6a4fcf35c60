#include "ui/customer/customersections.h"

#include "ui/customer/customerlines.h"
#include "ui/words/intakewords.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

using replica::KeptLead;

struct FileWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::CustomerSections)
};

CustomerLine lineOf(const Lead &lead, const OfficeContext &context)
{
    const QString plumber = context.replica.plumberName(lead.assignedPlumberId);
    QString what =
        FileWords::tr("%1, %2", "a service, a status").arg(serviceText(lead.serviceNeeded), statusText(lead.status));
    if (!plumber.isEmpty())
        what = FileWords::tr("%1: %2", "a service and status, a plumber").arg(what, plumber);
    if (lead.doNotSell)
        what = FileWords::tr("%1 (do not sell)").arg(what);
    const QString whole =
        textLines({what, lead.fullName(), phoneText(lead), emailText(lead), addressText(lead),
                   lead.description.value_or(QString()), namedLines(answersOf(lead)), namedLines(originOf(lead))});
    return {lead.createdAt, what, whole, lead.id};
}

QList<CustomerLine> leadLines(const CustomerFile &file, const OfficeContext &context, bool duplicates)
{
    QList<CustomerLine> all;
    for (const KeptLead &kept : file.records.leads)
        if (kept.lead.duplicateOf.has_value() == duplicates)
            all += lineOf(kept.lead, context);
    return all;
}

QList<CustomerLine> sortingLines(const CustomerFile &file, const OfficeContext &context)
{
    QList<CustomerLine> all;
    for (const IntakeItem &item : file.records.items) {
        const QString source = sourceText(context.replica.sourceName(item.sourceId));
        const QString what = item.erasedAt ? FileWords::tr("%1 sent this; what it sent is no longer kept").arg(source)
                                           : FileWords::tr("%1 sent this (%2)").arg(source, causeText(item.cause));
        all += {item.receivedAt, what, textLines({what, item.reason}), item.leadId.value_or(QUuid())};
    }
    if (file.waiting && file.waiting->bodies > 0)
        all += {{},
                FileWords::tr("%Ln item(s) in To sort with this phone number or e-mail address", nullptr,
                              static_cast<int>(file.waiting->bodies))};
    if (file.waiting)
        for (const replica::WaitingEntry &entry : file.waiting->journal)
            all += {entry.receivedAt,
                    FileWords::tr("In the server's journal, not in the database yet: %1, %2", "a kind, a state")
                        .arg(entry.kind, entry.state)};
    if (!file.notWaiting.isEmpty())
        all += {{}, file.notWaiting, {}, {}, true};
    return all;
}

} // namespace

QList<CustomerSection> customerSections(const CustomerFile &file, const OfficeContext &context)
{
    QList<CustomerSection> all{
        {QStringLiteral("leads"), FileWords::tr("Leads"), FileWords::tr("No lead has this phone number or address."),
         leadLines(file, context, false)},
        {QStringLiteral("duplicates"), FileWords::tr("Duplicates"), FileWords::tr("No lead is marked as a duplicate."),
         leadLines(file, context, true)},
        {QStringLiteral("sorting"), FileWords::tr("To sort"),
         FileWords::tr("Nothing of this person waits to be sorted."), sortingLines(file, context)},
        {QStringLiteral("history"), FileWords::tr("History"), FileWords::tr("Nothing has happened yet."),
         historyLines(file, context)},
        {QStringLiteral("messages"), FileWords::tr("Messages and replies"), FileWords::tr("Nobody was written to."),
         messageLines(file, context)},
        {QStringLiteral("refusals"), FileWords::tr("Do not contact"),
         FileWords::tr("This person said no to nothing. Press D to enter that they did."), refusalLines(file, context)},
    };
    if (file.records.payments)
        all += {QStringLiteral("payments"), FileWords::tr("Payments"), FileWords::tr("No plumber was charged."),
                paymentLines(file, context)};
    all += {QStringLiteral("consent"), FileWords::tr("Consent"),
            FileWords::tr("The sources sent nothing that the person agreed to."), consentLines(file)};
    all += {QStringLiteral("decisions"), FileWords::tr("Who was considered"),
            FileWords::tr("No assignment has its reasons recorded."), decisionLines(file, context)};
    return all;
}

} // namespace pl::ui
