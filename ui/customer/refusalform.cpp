#include "ui/customer/refusalform.h"

#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/customerwords.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>

namespace pl::ui {
namespace {

constexpr ContactChannel kOffered[] = {ContactChannel::Call, ContactChannel::Sms, ContactChannel::Email,
                                       ContactChannel::Letter, ContactChannel::Sale};
constexpr RefusalWay kOfferedWays[] = {RefusalWay::Call, RefusalWay::Reply, RefusalWay::Email, RefusalWay::Letter,
                                       RefusalWay::Other};

} // namespace

RefusalForm::RefusalForm(QWidget *parent)
    : FormDialog(parent)
    , m_channel(new QComboBox(this))
    , m_way(new QComboBox(this))
    , m_day(new QDateEdit(this))
    , m_reason(new QLineEdit(this))
{
    setObjectName(QStringLiteral("refusalForm"));
    for (const ContactChannel channel : kOffered)
        m_channel->addItem(refusalText(channel), static_cast<int>(channel));
    for (const RefusalWay way : kOfferedWays)
        m_way->addItem(tr("The person %1").arg(wayText(way)), static_cast<int>(way));
    m_day->setCalendarPopup(true);
    m_reason->setMaxLength(ContactRefusal::kMaxReason);
    addRow({{tr("What they don't want"), m_channel, QStringLiteral("channel")}});
    m_effect = addWords({});
    m_effect->setObjectName(QStringLiteral("refusalEffect"));
    addRow({{tr("How they said it"), m_way, QStringLiteral("way"), 2}, {tr("Day"), m_day, QStringLiteral("said_on")}});
    addRow({{tr("Reason, if they gave one"), m_reason, QStringLiteral("reason")}});
    connect(m_channel, &QComboBox::currentIndexChanged, this, &RefusalForm::showEffect);
    setMinimumWidth(scaledPx(this, 460));
}

void RefusalForm::openFor(const CustomerKey &key, const QString &name, QDate today)
{
    m_key = key;
    setHeading(name.isEmpty() ? tr("Do not contact") : tr("Do not contact %1").arg(name), tr("Save"));
    m_channel->setCurrentIndex(0);
    m_way->setCurrentIndex(0);
    m_day->setMaximumDate(today);
    m_day->setDate(today);
    m_reason->clear();
    showEffect();
    openForm();
}

void RefusalForm::forget()
{
    done(Rejected);
    m_key = {};
    m_reason->clear();
    setHeading(tr("Do not contact"), tr("Save"));
}

ContactChannel RefusalForm::channel() const
{
    return static_cast<ContactChannel>(m_channel->currentData().toInt());
}

void RefusalForm::showEffect()
{
    m_effect->setText(refusalEffect(channel()));
    growToFit();
}

QStringList RefusalForm::contacts() const
{
    QStringList contacts;
    if (channel() != ContactChannel::Email)
        contacts += m_key.phone;
    if (channel() != ContactChannel::Sms && channel() != ContactChannel::Call)
        contacts += m_key.email;
    contacts.removeAll(QString());
    return contacts;
}

bool RefusalForm::changed() const
{
    return !m_reason->text().trimmed().isEmpty();
}

void RefusalForm::submit()
{
    QList<ContactRefusal> wishes;
    for (const QString &contact : contacts()) {
        ContactRefusal wish;
        wish.channel = channel();
        wish.contact = contact;
        wish.way = static_cast<RefusalWay>(m_way->currentData().toInt());
        wish.saidOn = m_day->date();
        wish.reason = m_reason->text().simplified();
        wishes += wish;
    }
    if (wishes.isEmpty())
        return showErrors({ErrorCode::InvalidInput,
                           {},
                           {{QStringLiteral("channel"), QStringLiteral("invalid"),
                             channel() == ContactChannel::Email ? tr("needs an e-mail address, and none is known")
                                                                : tr("needs a phone number, and none is known")}}});
    setBusy(true);
    Q_EMIT submitted(wishes);
}

} // namespace pl::ui
