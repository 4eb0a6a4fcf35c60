#include "ui/activity/activityview.h"
#include "ui/billing/billingview.h"
#include "ui/customer/customerview.h"
#include "ui/exporting/exporter.h"
#include "ui/leads/leadactions.h"
#include "ui/office/billingcontext.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/peoplesearch.h"
#include "ui/shell/searchfield.h"
#include "ui/words/words.h"

#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>

// Customers' files in the window: the ways to them, and what the window forgets when a customer was erased.

namespace pl::ui {
namespace {

constexpr int kMaxPeople = 4; ///< in the palette

/// The rows of all lists that are about these leads.
QSet<QUuid> rowsAbout(const QList<Lead> &leads, const OfficeContext &context)
{
    QSet<QUuid> ids;
    for (const Lead &lead : leads)
        ids += lead.id;
    QList<QUuid> about;
    if (context.billing)
        about += context.billing->payments.about(ids);
    if (context.messages)
        about += context.messages->about(ids);
    return ids + QSet<QUuid>(about.cbegin(), about.cend());
}

} // namespace

void MainWindow::addCustomerTo(QMenu *file)
{
    if (m_customer)
        addNamed(file, "actionCustomerFile", tr("Cu&stomer's file\u2026"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this] { showCustomer(); });
}

void MainWindow::addCustomers()
{
    const auto forget = [this](const QList<Lead> &leads) {
        QList<Lead> erased = leads;
        erased.removeIf([](const Lead &lead) { return !lead.erasedAt; });
        if (!erased.isEmpty())
            forgetErased(erased);
    };
    connect(&m_context.replica, &replica::OfficeReplica::leadsChanged, this, forget);
    if (!m_customer)
        return;
    m_pages->addWidget(m_customer);
    m_menuBar->addMenu(tr("C&ustomer"))->addActions(m_customer->menuActions());
    connect(m_customer, &CustomerView::noticeWanted, this, &MainWindow::notify);
    connect(m_customer, &CustomerView::leadWanted, this, &MainWindow::showLead);
    connect(m_customer, &CustomerView::left, this, &MainWindow::leaveCustomer);
    connect(m_actions, &LeadActions::fileWanted, this, &MainWindow::showCustomerOf);
    connect(m_customer, &CustomerView::erased, this, [this] {
        m_search->clear();
        m_context.customers->syncAll();
    });
}

void MainWindow::addCustomersToPalette()
{
    if (!m_customer)
        return;
    m_palette->addSource({tr("Customers' files"), [this](const QString &typed) {
                              QList<PaletteHit> hits;
                              for (const auto &person : m_customer->search().find(typed, kMaxPeople))
                                  hits += {{},
                                           tr("File of %1").arg(person.name.isEmpty() ? typed.trimmed() : person.name),
                                           person.leads > 0 ? leadsText(person.leads) : tr("no lead"),
                                           {},
                                           [this, key = person.key] { openCustomer(key, {}); },
                                           RankElsewhere};
                              return hits;
                          }});
}

/// Has no place in the side bar: it is about one person, not a list. Esc leads back to where the person was.
void MainWindow::enterCustomers()
{
    if (m_pages->currentWidget() != m_customer)
        m_pageBeforeCustomer = m_context.settings.value(kPageKey).toString();
    showPage(m_customer, kCustomerPage, m_customer->menuActions());
}

void MainWindow::showCustomer()
{
    if (asksBeforeLeaving([this] { showCustomer(); }))
        return;
    enterCustomers();
    m_customer->find();
}

void MainWindow::openCustomer(const CustomerKey &key, const QUuid &lead)
{
    if (asksBeforeLeaving([this, key, lead] { openCustomer(key, lead); }))
        return;
    enterCustomers();
    m_customer->open(key, lead);
}

void MainWindow::showCustomerOf(const QUuid &id)
{
    const Lead *lead = m_context.replica.lead(id);
    if (!lead || !m_customer)
        return;
    if (const CustomerKey key = CustomerKey::of(*lead); !key.isEmpty())
        openCustomer(key, id);
}

void MainWindow::leaveCustomer()
{
    goTo(m_pageBeforeCustomer);
}

/// What a person knew goes with the person: steps to undo, open forms, copies, searches, and notices with a name.
void MainWindow::forgetErased(const QList<Lead> &leads)
{
    const QSet<QUuid> rows = rowsAbout(leads, m_context);
    m_context.undo.clear();
    m_notice->reword(m_notice->text(), {});
    m_notice->dismiss();
    m_actions->forget(leads);
    m_peopleSearch->forget();
    if (m_customer)
        m_customer->forget(leads);
    if (m_exporter)
        m_exporter->forget(rows);
    if (m_billing)
        m_billing->exporter().forget(rows);
    if (m_activity)
        m_activity->forget();
}

} // namespace pl::ui
