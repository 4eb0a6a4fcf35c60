#include "ui/plumbers/plumberpane.h"

#include "models/domain/contactfields.h"
#include "models/replica/messagereplica.h"
#include "models/stats/offerreader.h"
#include "ui/office/billingcontext.h"
#include "ui/plumbers/plumberhistorylist.h"
#include "ui/plumbers/plumberwarnings.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/factrow.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/chips.h"
#include "ui/words/hourswords.h"
#include "ui/words/plumberwords.h"
#include "ui/words/templatewords.h"
#include "ui/words/words.h"

// When the pane is filled, and with what is known of the plumber; plumberpanerecord.cpp has what the plumber did.

namespace pl::ui {

using namespace std::chrono_literals;
using replica::OfficeReplica;

PlumberPane::PlumberPane(OfficeContext &context, const tables::PlumberTableModel &model,
                         const QList<QAction *> &actions, QWidget *parent)
    : SidePane(parent), m_context(context), m_model(model)
{
    setObjectName(QStringLiteral("plumberPane"));
    nothing()->setObjectName(QStringLiteral("noPlumberSelected"));
    nothing()->present(QStringLiteral("wrench"), tr("No plumber selected"),
                       tr("Select one in the table to see their leads, their papers, and how they answer."));
    setPage(buildPage(actions));
    m_soon.setSingleShot(true);
    m_soon.setInterval(100ms);
    connect(&m_soon, &QTimer::timeout, this, &PlumberPane::refresh);
    // Moving through the table with the arrow keys asks only about the last row.
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(300ms);
    connect(&m_readSoon, &QTimer::timeout, this, &PlumberPane::readOffers);
    follow();
}

void PlumberPane::follow()
{
    const auto soon = [this] {
        if (isVisible() && !m_soon.isActive())
            m_soon.start();
    };
    const OfficeReplica &replica = m_context.replica;
    for (const auto signal : {&OfficeReplica::reset, &OfficeReplica::settingsChanged})
        connect(&replica, signal, this, soon);
    connect(&replica, &OfficeReplica::plumbersChanged, this, soon);
    connect(&replica, &OfficeReplica::leadsChanged, this, &PlumberPane::leadsMoved);
    connect(&replica, &OfficeReplica::connectionChanged, this, [this] {
        if (isVisible() && !m_offersRead && !m_readSoon.isActive())
            m_readSoon.start();
    });
    if (m_context.messages) {
        connect(m_context.messages, &replica::MessageReplica::reset, this, soon);
        connect(m_context.messages, &replica::MessageReplica::messagesChanged, this, soon);
    }
    if (m_context.billing) {
        connect(&m_context.billing->payments, &replica::PaymentReplica::reset, this, soon);
        connect(&m_context.billing->payments, &replica::PaymentReplica::paymentsChanged, this, soon);
    }
    if (m_context.offers)
        connect(m_context.offers, &stats::OfferReader::finished, this, [this, soon](const Result<> &outcome) {
            m_offersFailure = outcome ? std::nullopt : std::optional(outcome.error());
            if (!outcome)
                m_offersRead.reset(); // asked again once the connection is back
            soon();
        });
}

void PlumberPane::showEvent(QShowEvent *event)
{
    SidePane::showEvent(event);
    refresh();
    m_readSoon.start();
}

void PlumberPane::showPlumber(const QUuid &plumberId)
{
    const bool isOther = std::exchange(m_plumberId, plumberId) != plumberId;
    if (isOther)
        scrollToTop();
    if (!isVisible())
        return showPage(m_context.replica.plumber(m_plumberId));
    refresh();
    if (isOther)
        m_readSoon.start();
}

void PlumberPane::refresh()
{
    m_soon.stop();
    const Plumber *plumber = m_context.replica.plumber(m_plumberId);
    showPage(plumber);
    m_history->showPlumber(plumber ? m_plumberId : QUuid());
    if (!plumber)
        return;
    const QDate today = m_model.today();
    m_name->setText(plumber->fullName());
    m_verified->setChip(verifiedChip(plumber->isVerified()));
    m_status->setChip(chipOf(plumber->statusOn(today)));
    m_warnings->present(warningsOf(*plumber, m_model.matches().of(*plumber), today,
                                   [this](const QUuid &id) { return m_context.replica.plumberName(id); }));
    fillFacts(*plumber);
    fillPapers(*plumber);
    fillFigures(*plumber);
    fillMessages();
}

void PlumberPane::fillFacts(const Plumber &plumber)
{
    m_phone->setFact(phoneForPeople(plumber.phoneNumber));
    m_email->setFact(plumber.email);
    m_facts["plumberCompany"]->setText(plumber.company.isEmpty() ? tr("None") : plumber.company);
    m_facts["plumberServices"]->setText(plumber.services.isEmpty() ? tr("None: never suggested")
                                                                   : plumber.services.join(QStringLiteral(", ")));
    const QString area = tr("%1, %2 mi around").arg(plumber.zipCode).arg(plumber.serviceRadiusMiles);
    m_facts["plumberArea"]->setText(
        plumber.zipCodes.isEmpty() ? area : tr("%1; also %2").arg(area, plumber.zipCodes.join(QStringLiteral(", "))));
    m_facts["plumberHours"]->setText(hoursText(plumber.workHours));
    m_facts["plumberNotify"]->setText(
        tr("%1; %2", "how, and in which language").arg(notifyText(plumber.notifyBy), languageText(plumber.language)));
}

void PlumberPane::fillPapers(const Plumber &plumber)
{
    const QDate today = m_model.today();
    const auto paper = [today](const std::optional<QDate> &expires) {
        return expires ? expiryPhrase(*expires, today) : tr("no date on file");
    };
    m_facts["plumberLicense"]->setText(plumber.licenseNumber.isEmpty()
                                           ? paper(plumber.licenseExpires)
                                           : tr("%1, %2").arg(plumber.licenseNumber, paper(plumber.licenseExpires)));
    m_facts["plumberInsurance"]->setText(paper(plumber.insuranceExpires));
    m_facts["plumberCard"]->setText(plumber.paymentReady ? tr("On file") : tr("Missing"));
    m_facts["plumberVerifiedBy"]->setText(!plumber.verifiedAt ? tr("No")
                                          : plumber.verifiedBy.isEmpty()
                                              ? momentText(*plumber.verifiedAt, m_context.clock())
                                              : tr("%1, by %2")
                                                    .arg(momentText(*plumber.verifiedAt, m_context.clock()),
                                                         actorName(plumber.verifiedBy, m_context.userEmail)));
}

} // namespace pl::ui
