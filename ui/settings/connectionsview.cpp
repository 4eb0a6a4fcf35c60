#include "ui/settings/connectionsview.h"

#include "models/base/onresult.h"
#include "models/domain/contactfields.h"
#include "models/replica/serverdesk.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/errortext.h"
#include "ui/words/moments.h"

#include <QBoxLayout>
#include <QPushButton>

namespace pl::ui {

namespace {

Chip chipOf(const ServiceStatus &service)
{
    if (!service.isConfigured)
        return {ConnectionsView::tr("Not set up"), &Colors::slate};
    if (service.isFailing())
        return {ConnectionsView::tr("Failing"), &Colors::red};
    return service.workedAt ? Chip{ConnectionsView::tr("Works"), &Colors::green}
                            : Chip{ConnectionsView::tr("Not tried yet"), &Colors::amber};
}

QString numberText(const QString &number)
{
    return number.startsWith(u'+') ? phoneForPeople(number) : number;
}

} // namespace

ConnectionsView::ConnectionsView(OfficeContext &context, QWidget *parent)
    : StatusView(context, QStringLiteral("connections"), tr("Stripe, e-mail and text messages"),
                 tr("The server uses these accounts of yours. Their keys stay on the server; this page never shows "
                    "them."),
                 parent)
    , m_check(new QPushButton(tr("Check now"), this))
{
    m_check->setObjectName(QStringLiteral("checkServices"));
    makePrimary(m_check);
    titleRow()->addWidget(m_check);
    connect(m_check, &QPushButton::clicked, this, &ConnectionsView::check);
    m_stripe = addPart("stripe", tr("Stripe"));
    m_email = addPart("email", tr("E-mail"));
    m_sms = addPart("sms", tr("Text messages"));
    rows()->addStretch();
    begin();
}

void ConnectionsView::focusPage()
{
    m_check->setFocus();
}

ConnectionsView::Part ConnectionsView::addPart(const char *name, const QString &title)
{
    const QString prefix = QString::fromLatin1(name);
    PlainLabel *heading = addHeading(title);
    rows()->removeWidget(heading);
    Part part{new ChipLabel(this), new PlainLabel(this), new PlainLabel(this)};
    part.chip->setObjectName(prefix + QStringLiteral("Chip"));
    part.facts->setObjectName(prefix + QStringLiteral("Facts"));
    part.howTo->setObjectName(prefix + QStringLiteral("HowTo"));
    part.howTo->setForegroundRole(QPalette::PlaceholderText);
    for (PlainLabel *label : {part.facts, part.howTo}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, scaledPx(this, 12), 0, 0);
    heading->setContentsMargins(0, 0, 0, 0);
    line->addWidget(heading);
    line->addWidget(part.chip);
    line->addStretch();
    rows()->addLayout(line);
    rows()->addWidget(part.facts);
    rows()->addWidget(part.howTo);
    return part;
}

void ConnectionsView::showPart(const Part &part, const ServiceStatus &service, const QStringList &facts,
                               const QString &howTo)
{
    QStringList lines = service.isConfigured ? facts : QStringList();
    if (service.workedAt)
        lines += tr("Last worked %1").arg(momentText(*service.workedAt, now()));
    if (service.failedAt)
        lines += tr("Last failed %1: %2").arg(momentText(*service.failedAt, now()), service.failure);
    part.chip->setChip(chipOf(service));
    part.facts->setText(lines.join(u'\n'));
    part.facts->setVisible(!lines.isEmpty());
    part.howTo->setText(howTo);
    part.howTo->setVisible(!service.isConfigured || service.isFailing());
}

void ConnectionsView::showStatus(const ServerStatus &status)
{
    showPart(m_stripe, status.stripe, {status.stripe.isLive ? tr("Moves real money") : tr("Test mode: no real money")},
             tr("Charges plumbers for leads. On the server's computer, set STRIPE_API_KEY and STRIPE_WEBHOOK_SECRET, "
                "and restart the server."));
    showPart(m_email, status.email, {tr("Sends as %1").arg(status.email.from)},
             tr("Tells plumbers and customers about leads. Set EMAIL_SERVICE_API_KEY (of SendGrid) and EMAIL_FROM, and "
                "restart the server."));
    showPart(m_sms, status.sms, {tr("Sends from %1").arg(numberText(status.sms.from))},
             tr("Texts plumbers who want it. Set SMS_SERVICE_API_KEY (of Twilio, as SID:token) and SMS_FROM, and "
                "restart the server."));
}

void ConnectionsView::check()
{
    if (!m_check->isEnabled())
        return;
    m_check->setEnabled(false);
    m_check->setText(tr("Checking \u2026"));
    setProblem({});
    onResult(this, desk().ask(ServerRequestKind::Check),
             [this](const Result<nlohmann::json> &outcome) { checked(outcome); });
}

void ConnectionsView::checked(const Result<nlohmann::json> &outcome)
{
    m_check->setEnabled(true);
    m_check->setText(tr("Check now"));
    if (!outcome)
        return setProblem(failureText(tr("The services were not checked"), outcome.error()));
    desk().want(); // the status tells what came
    Q_EMIT noticeWanted(tr("The services were checked"), Notice::Kind::Done, {}, {});
}

} // namespace pl::ui
