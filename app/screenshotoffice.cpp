#include "app/office.h"
#include "app/screenshottour.h"
#include "ui/billing/billingview.h"
#include "ui/customer/customerview.h"
#include "ui/plumbers/plumberform.h"
#include "ui/sources/sourcesview.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractButton>
#include <QAction>

// The tour's stops on the office's other pages. The rest of them need nothing but to be shown (planRest()).

namespace pl::app {

using ui::BillingView;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kFromServer = 5s; ///< what the server is asked for

} // namespace

void ScreenshotTour::planOffice()
{
    add("plumber-form", [this] { return plumberForm("formContact"); });
    add("plumber-hours", [this] { return plumberForm("formHours"); });
    add("sorting", [this] { return sorting(); });
    if (window()->findChild<ui::CustomerView *>()) {
        add(
            "customer", [this] { return customer(); }, kFromServer);
        add("customer-proof", [this] { return overCustomer("proofPackAction", "customerFileForm"); });
        add("customer-refusal", [this] { return overCustomer("doNotContactAction", "refusalForm"); });
        if (window()->findChild<QAction *>(QStringLiteral("eraseCustomerAction")))
            add(
                "customer-erase", [this] { return overCustomer("eraseCustomerAction", "eraseForm"); }, kFromServer);
    }
    if (window()->findChild<BillingView *>()) { // like the next ones, for admins only
        add("billing", [this] { return billing(PaymentStatus::Failed); });
        add("billing-refunded", [this] { return billing(PaymentStatus::Refunded); });
        add("billing-months", [this] { return billingPage(BillingView::MonthsPage); });
        add("billing-plumbers", [this] { return billingPage(BillingView::PlumbersPage); });
        add("billing-to-settle", [this] { return billingPage(BillingView::ExceptionsPage); });
    }
    if (window()->findChild<ui::SourcesView *>())
        add("sources", [this] { return sources(); });
}

/// The file of the newest lead's customer.
QWidget *ScreenshotTour::customer()
{
    const replica::OfficeReplica &office = m_office.replica();
    const auto isSomebodys = [&office](const columns::LeadColumns &leads, columns::Row row) {
        const Lead *lead = office.lead(leads.id(row));
        return lead && !CustomerKey::of(*lead).isEmpty();
    };
    const QList<QUuid> newest = replica::newestLeads(office, 1, isSomebodys);
    if (!newest.isEmpty())
        m_office.window().showCustomerOf(newest.first());
    return window();
}

/// A form over the file that an earlier stop has opened; without it while the file is still on its way.
QWidget *ScreenshotTour::overCustomer(const char *action, const char *name)
{
    QWidget *form = dialog(action, name);
    return form ? form : window();
}

/// The form for a plumber, on that page.
QWidget *ScreenshotTour::plumberForm(const char *page)
{
    m_office.window().showPlumbers();
    QWidget *form = dialog("editPlumberAction", "plumberForm");
    auto *tab = form ? form->findChild<QAbstractButton *>(QLatin1StringView(page)) : nullptr;
    if (tab)
        tab->click();
    return form;
}

/// Selects the newest payment of that state, if there is one.
QWidget *ScreenshotTour::billing(std::optional<PaymentStatus> state)
{
    QWidget *window = billingPage(BillingView::PaymentsPage);
    for (const QUuid &id : m_office.payments().newestFirst())
        if (const Payment *payment = m_office.payments().payment(id); payment && payment->status == state) {
            window->findChild<BillingView *>()->showPayment(id);
            break;
        }
    return window;
}

QWidget *ScreenshotTour::billingPage(int page)
{
    m_office.window().showBilling();
    window()->findChild<BillingView *>()->showPage(BillingView::Page(page));
    return window();
}

/// The newest item with its values; in a narrow window they lie over the list.
QWidget *ScreenshotTour::sorting()
{
    m_office.window().showSorting();
    if (auto *table = window()->findChild<ui::RowTable *>(QStringLiteral("sortingTable"))) {
        table->selectRow(0);
        Q_EMIT table->detailsWanted();
    }
    return window();
}

QWidget *ScreenshotTour::sources()
{
    m_office.window().showSources();
    if (auto *table = window()->findChild<ui::RowTable *>(QStringLiteral("sourcesTable"))) {
        table->selectRow(0);
        Q_EMIT table->detailsWanted(); // in a narrow window the pane lies over the table
    }
    return window();
}

} // namespace pl::app
