#include "ui/words/customerwords.h"

#include "ui/words/leadwords.h"
#include "ui/words/moments.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct CustomerWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::CustomerWords)
};

QDate saidOn(const ContactRefusal &refusal)
{
    return refusal.saidOn.value_or(refusal.at.toDateTime().toLocalTime().date());
}

} // namespace

QString refusalText(ContactChannel channel)
{
    switch (channel) {
    case ContactChannel::Sms:
        return CustomerWords::tr("No text messages");
    case ContactChannel::Email:
        return CustomerWords::tr("No e-mails");
    case ContactChannel::Call:
        return CustomerWords::tr("No calls");
    case ContactChannel::Letter:
        return CustomerWords::tr("No letters");
    case ContactChannel::Sale:
        break;
    }
    return CustomerWords::tr("Do not sell");
}

QString channelPhrase(ContactChannel channel)
{
    switch (channel) {
    case ContactChannel::Sms:
        return CustomerWords::tr("text messages");
    case ContactChannel::Email:
        return CustomerWords::tr("e-mails");
    case ContactChannel::Call:
        return CustomerWords::tr("calls");
    case ContactChannel::Letter:
        return CustomerWords::tr("letters");
    case ContactChannel::Sale:
        break;
    }
    return CustomerWords::tr("having their leads sold");
}

QString wayText(RefusalWay way)
{
    switch (way) {
    case RefusalWay::Reply:
        return CustomerWords::tr("answered a text message");
    case RefusalWay::Call:
        return CustomerWords::tr("said so on the phone");
    case RefusalWay::Letter:
        return CustomerWords::tr("wrote a letter");
    case RefusalWay::Email:
        return CustomerWords::tr("wrote an e-mail");
    case RefusalWay::Other:
        break;
    }
    return CustomerWords::tr("said so otherwise");
}

QString refusalEffect(ContactChannel channel)
{
    switch (channel) {
    case ContactChannel::Sms:
        return CustomerWords::tr("The server sends this person no more text messages.");
    case ContactChannel::Email:
        return CustomerWords::tr("The server sends this person no more e-mails.");
    case ContactChannel::Call:
        return CustomerWords::tr(
            "Everybody in the office sees it on the lead. The plumber's message doesn't say it: tell "
            "plumbers who already have the lead.");
    case ContactChannel::Letter:
        return CustomerWords::tr("Everybody in the office sees it on the lead.");
    case ContactChannel::Sale:
        break;
    }
    return CustomerWords::tr("Leads of this person can't be assigned to a plumber any more, by nobody and not by the "
                             "server. A lead that is assigned already stays with its plumber.");
}

QString refusalSentence(const ContactRefusal &refusal, const QString &ownEmail)
{
    QString text = CustomerWords::tr("%1 since %2: %3.", "no calls, a day, how it was said")
                       .arg(refusalText(refusal.channel), dayText(saidOn(refusal)), wayText(refusal.way));
    if (!refusal.enteredBy.isEmpty())
        text += CustomerWords::tr(" Entered by %1.").arg(actorName(refusal.enteredBy, ownEmail));
    if (!refusal.reason.isEmpty())
        text += QStringLiteral(" \u201C%1\u201D").arg(refusal.reason);
    return text;
}

QString doNotContactText(const DoNotContact &what)
{
    QStringList texts;
    for (const ContactChannel channel : {ContactChannel::Sale, ContactChannel::Call, ContactChannel::Sms,
                                         ContactChannel::Email, ContactChannel::Letter})
        if (what.forbids(channel))
            texts += texts.isEmpty() ? refusalText(channel) : refusalText(channel).toLower();
    return texts.join(QStringLiteral(", "));
}

QString notForSaleText(const Lead &lead)
{
    return CustomerWords::tr(
               "%1 asked that their leads are not sold, so this one can't be assigned. Complete it (C), or "
               "look at their file (F).",
               "a customer")
        .arg(leadName(lead));
}

QString faultText(HistoryFault fault, int sequence)
{
    switch (fault) {
    case HistoryFault::None:
        return {};
    case HistoryFault::NotSealed:
        return CustomerWords::tr("Line %1 has no hash").arg(sequence);
    case HistoryFault::LineMissing:
        return CustomerWords::tr("A line is missing before line %1").arg(sequence);
    case HistoryFault::OrderBroken:
        return CustomerWords::tr("Line %1 doesn't follow the line before it").arg(sequence);
    case HistoryFault::LineAltered:
        return CustomerWords::tr("Line %1 was altered").arg(sequence);
    case HistoryFault::TextAltered:
        break;
    }
    return CustomerWords::tr("The words of line %1 were altered").arg(sequence);
}

QString customerActivitySentence(const ActivityEvent &event, const QString &who)
{
    const auto count = [&event](const char *name) { return static_cast<int>(event.number(name).value_or(0)); };
    const QString format = event.word("format").toUpper();
    const QString what = refusalText(enumFromName<ContactChannel>(event.subject).value_or(ContactChannel::Call));
    using enum ActivityKind;
    if (event.kind == FileViewed)
        return CustomerWords::tr("%1 looked at a customer's file").arg(who);
    if (event.kind == ProofMade)
        return CustomerWords::tr("%1 made a proof pack (%2)", "somebody, a format").arg(who, format);
    if (event.kind == PersonExported)
        return CustomerWords::tr("%1 made a customer's file to give away (%2)").arg(who, format);
    if (event.kind == PersonErased)
        return CustomerWords::tr("%1 erased a customer with %Ln lead(s)", nullptr, count("leads")).arg(who);
    if (event.kind == DataLetGo)
        return CustomerWords::tr("%1 let the data of %Ln lead(s) go", nullptr, count("leads")).arg(who);
    if (event.kind == HistoryChecked && count("broken") == 0)
        return CustomerWords::tr("%1 checked the history: %Ln line(s), none altered", nullptr, count("lines")).arg(who);
    if (event.kind == HistoryChecked)
        return CustomerWords::tr("%1 checked the history and found %Ln altered line(s)", nullptr, count("broken"))
            .arg(who);
    if (event.kind == RefusalAdded)
        return CustomerWords::tr("%1 entered for a customer: %2", "somebody, no calls").arg(who, what);
    return CustomerWords::tr("%1 took back for a customer: %2", "somebody, no calls").arg(who, what);
}

} // namespace pl::ui
