#include "app/screenshottour.h"

#include "app/office.h"
#include "app/signinwindow.h"
#include "ui/account/idlelock.h"
#include "ui/billing/billingview.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/plumbers/plumberform.h"
#include "ui/sources/sourcesview.h"
#include "ui/style/theme.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QDir>
#include <QTableView>

namespace pl::app {

using namespace std::chrono_literals;
using ui::Appearance;
using ui::LeadView;

ScreenshotTour::ScreenshotTour(Office &office, SignInWindow &signIn, ui::Theme &theme, const QString &folder,
                               QObject *parent)
    : QObject(parent), m_office(office), m_signIn(signIn), m_theme(theme), m_folder(folder)
{
    m_settle.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(30s);
    connect(&m_settle, &QTimer::timeout, this, &ScreenshotTour::take);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { Q_EMIT finished(tr("The leads did not arrive within 30 seconds.")); });
    plan();
}

void ScreenshotTour::plan()
{
    const QSize usual(1440, 900);
    m_stops = {
        {QStringLiteral("leads-light"), usual, [this] { return leads(LeadView::ToAssign, Appearance::Light); }},
        {QStringLiteral("assign"), usual, [this] { return assigning(); }},
        {QStringLiteral("bulk"), usual, [this] { return many(Appearance::Light); }},
        {QStringLiteral("bulk-dark"), usual, [this] { return many(Appearance::Dark); }},
        {QStringLiteral("leads-dark"), usual, [this] { return leads(LeadView::All, Appearance::Dark); }},
        {QStringLiteral("leads-grouped"), usual, [this] { return grouped(); }},
        {QStringLiteral("palette"), usual, [this] { return palette(); }},
        {QStringLiteral("board"), usual, [this] { return board(Appearance::Light); }},
        {QStringLiteral("board-dark"), {1000, 700}, [this] { return board(Appearance::Dark); }},
        {QStringLiteral("plumbers"), usual, [this] { return plumbers(Appearance::Light); }},
        {QStringLiteral("plumber-hours"), {}, [this] { return plumberHours(); }},
        {QStringLiteral("plumbers-dark"), usual, [this] { return plumbers(Appearance::Dark); }},
        {QStringLiteral("billing"), usual, [this] { return billing(Appearance::Light, PaymentStatus::Failed); }},
        {QStringLiteral("billing-dark"), usual, [this] { return billing(Appearance::Dark, PaymentStatus::Refunded); }},
        {QStringLiteral("billing-plumbers"), usual, [this] { return billingSums(); }},
        {QStringLiteral("billing-narrow"), {1000, 700}, [this] { return billing(Appearance::Light, {}); }},
        {QStringLiteral("prices"), usual, [this] { return prices(); }},
        {QStringLiteral("service"), {}, [this] { return newService(); }},
        {QStringLiteral("dispatch"), usual, [this] { return dispatch(Appearance::Light); }},
        {QStringLiteral("rehearsal"), usual, [this] { return rehearsal(); }},
        {QStringLiteral("dispatch-dark"), {1000, 700}, [this] { return dispatch(Appearance::Dark); }},
        {QStringLiteral("office"), usual, [this] { return part("office", Appearance::Light); }},
        {QStringLiteral("office-dark"), {1000, 700}, [this] { return part("office", Appearance::Dark); }},
        {QStringLiteral("deadlines"), usual, [this] { return part("deadlines", Appearance::Light); }},
        {QStringLiteral("deadlines-dark"), {1000, 700}, [this] { return part("deadlines", Appearance::Dark); }},
        {QStringLiteral("this-computer"), usual, [this] { return part("computer", Appearance::Light); }},
        {QStringLiteral("this-computer-dark"), {1000, 700}, [this] { return part("computer", Appearance::Dark); }},
        // These ask the server.
        {QStringLiteral("people"), usual, [this] { return part("people", Appearance::Light); }, 5s},
        {QStringLiteral("people-dark"), {1000, 700}, [this] { return part("people", Appearance::Dark); }},
        {QStringLiteral("connections"), usual, [this] { return part("connections", Appearance::Light); }, 5s},
        {QStringLiteral("server"), usual, [this] { return part("server", Appearance::Light); }},
        {QStringLiteral("server-dark"), {1000, 700}, [this] { return part("server", Appearance::Dark); }},
        {QStringLiteral("locked"), {1000, 700}, [this] { return locked(); }},
        {QStringLiteral("dashboard"), usual, [this] { return dashboard(Appearance::Light); }},
        {QStringLiteral("dashboard-dark"), usual, [this] { return dashboard(Appearance::Dark); }},
        {QStringLiteral("dashboard-narrow"), {860, 640}, [this] { return dashboard(Appearance::Light); }},
        {QStringLiteral("activity"), usual, [this] { return activity(Appearance::Light); }},
        {QStringLiteral("activity-dark"), {1000, 700}, [this] { return activity(Appearance::Dark); }},
        {QStringLiteral("messages"), usual, [this] { return messages(Appearance::Light); }},
        {QStringLiteral("messages-dark"), {1000, 700}, [this] { return messages(Appearance::Dark); }},
        {QStringLiteral("to-sort"), usual, [this] { return sorting(Appearance::Light); }},
        {QStringLiteral("to-sort-dark"), usual, [this] { return sorting(Appearance::Dark); }},
        {QStringLiteral("to-sort-narrow"), {1000, 700}, [this] { return sorting(Appearance::Light); }},
        {QStringLiteral("templates"), usual, [this] { return templates(Appearance::Light); }},
        {QStringLiteral("templates-dark"), {1000, 700}, [this] { return templates(Appearance::Dark); }},
        {QStringLiteral("sources"), usual, [this] { return sources(Appearance::Light); }},
        {QStringLiteral("sources-dark"), usual, [this] { return sources(Appearance::Dark); }},
        {QStringLiteral("sources-narrow"), {1000, 700}, [this] { return sources(Appearance::Light); }},
        {QStringLiteral("import"), usual, [this] { return importing(Appearance::Light); }},
        {QStringLiteral("import-columns"), usual, [this] { return importColumns(); }},
        {QStringLiteral("import-check"), usual, [this] { return importCheck(); }},
        {QStringLiteral("import-dark"), {1000, 700}, [this] { return importing(Appearance::Dark); }},
        {QStringLiteral("narrow"), {860, 640}, [this] { return leads(LeadView::ToAssign, Appearance::Light); }},
        {QStringLiteral("change-password"), {}, [this] { return changePassword(); }},
        {QStringLiteral("sign-in-again"), {}, [this] { return signInAgain(); }},
        {QStringLiteral("accounts"), {560, 640}, [this] { return accounts(); }},
        {QStringLiteral("sign-in"), {560, 640}, [this] { return signIn(); }},
    };
}

void ScreenshotTour::start()
{
    if (!QDir().mkpath(m_folder)) {
        Q_EMIT finished(tr("The folder %1 can't be created.").arg(m_folder));
        return;
    }
    m_patience.start();
    connect(&m_office.replica(), &replica::OfficeReplica::connectionChanged, this, &ScreenshotTour::begin);
    begin();
}

void ScreenshotTour::begin()
{
    if (m_begun || m_office.replica().connection() != replica::Connection::Live)
        return;
    m_begun = true;
    m_patience.stop();
    arrangeNext();
}

void ScreenshotTour::arrangeNext()
{
    const Stop &stop = m_stops.first();
    QWidget *window = stop.arrange();
    if (!stop.size.isEmpty())
        window->resize(stop.size);
    m_subject = window;
    m_settle.start(stop.settle);
}

void ScreenshotTour::take()
{
    // Notices about the sample data would cover the views.
    if (auto *notice = m_office.window().findChild<ui::Notice *>(QStringLiteral("notice")))
        notice->hide();
    const QString file = QDir(m_folder).filePath(m_stops.first().name + QStringLiteral(".png"));
    if (!m_subject || !m_subject->grab().save(file)) {
        Q_EMIT finished(tr("The picture %1 can't be saved.").arg(file));
        return;
    }
    Q_EMIT saved(file);
    m_stops.removeFirst();
    if (m_stops.isEmpty())
        Q_EMIT finished({});
    else
        arrangeNext();
}

QWidget *ScreenshotTour::plumbers(Appearance appearance)
{
    m_theme.setAppearance(appearance);
    closePopovers();
    if (auto *form = m_office.window().findChild<ui::PlumberForm *>(); form && form->isVisible())
        form->reject();
    m_office.window().showPlumbers();
    return &m_office.window();
}

/// The form for a plumber, on the page of hours.
QWidget *ScreenshotTour::plumberHours()
{
    QWidget *window = plumbers(Appearance::Light);
    if (auto *edit = window->findChild<QAction *>(QStringLiteral("editPlumberAction")))
        edit->trigger();
    auto *form = window->findChild<ui::PlumberForm *>();
    if (!form || !form->isVisible())
        return window;
    if (auto *hours = form->findChild<QAbstractButton *>(QStringLiteral("formHours")))
        hours->click();
    return form;
}

QWidget *ScreenshotTour::changePassword()
{
    m_theme.setAppearance(Appearance::Dark);
    Q_EMIT m_office.window().changePasswordRequested();
    return m_office.window().findChild<QWidget *>(QStringLiteral("changePassword"));
}

QWidget *ScreenshotTour::signInAgain()
{
    m_theme.setAppearance(Appearance::Light);
    m_office.window().findChild<QDialog *>(QStringLiteral("changePassword"))->close();
    Q_EMIT m_office.window().signInAgainRequested();
    return m_office.window().findChild<QWidget *>(QStringLiteral("signInAgain"));
}

QWidget *ScreenshotTour::accounts()
{
    m_office.window().findChild<QDialog *>(QStringLiteral("signInAgain"))->close();
    const QString server = QStringLiteral("office.example");
    const QString here = QStringLiteral("http://127.0.0.1:8080");
    const QString email = QStringLiteral("sam@office.example");
    m_signIn.view().setAccounts({{server, {}, email, false}, {here, {}, QStringLiteral("ada@office.example"), true}});
    m_signIn.view().setInput({server, {}, email, {}, true});
    return &m_signIn;
}

/// Selects the newest payment of that state, if there is one. For staff, who have no such page, shows the plumbers.
QWidget *ScreenshotTour::billing(Appearance appearance, std::optional<PaymentStatus> state)
{
    m_theme.setAppearance(appearance);
    ui::MainWindow &window = m_office.window();
    auto *view = window.findChild<ui::BillingView *>();
    if (!view)
        return plumbers(Appearance::Light);
    window.showBilling();
    view->showPage(ui::BillingView::PaymentsPage);
    const auto &payments = m_office.payments().payments();
    QList<Payment> wanted = payments.values();
    wanted.removeIf([&](const Payment &payment) { return payment.status != state; });
    const auto newest = std::max_element(wanted.cbegin(), wanted.cend(), [](const Payment &one, const Payment &other) {
        return one.createdAt < other.createdAt;
    });
    if (newest != wanted.cend())
        view->showPayment(newest->id);
    return &window;
}

QWidget *ScreenshotTour::billingSums()
{
    QWidget *window = billing(Appearance::Light, {});
    if (auto *view = window->findChild<ui::BillingView *>())
        view->showPage(ui::BillingView::PlumbersPage);
    return window;
}

QWidget *ScreenshotTour::dashboard(Appearance appearance)
{
    m_office.window().idleLock().unlock();
    m_theme.setAppearance(appearance);
    m_office.window().showDashboard();
    return &m_office.window();
}

QWidget *ScreenshotTour::activity(Appearance appearance)
{
    m_theme.setAppearance(appearance);
    m_office.window().showActivity();
    return &m_office.window();
}

QWidget *ScreenshotTour::messages(Appearance appearance)
{
    m_theme.setAppearance(appearance);
    m_office.window().showMessages();
    return &m_office.window();
}

/// The newest item with its values; in a narrow window they lie over the list.
QWidget *ScreenshotTour::sorting(Appearance appearance)
{
    m_theme.setAppearance(appearance);
    m_office.window().showSorting();
    if (auto *table = m_office.window().findChild<ui::RowTable *>(QStringLiteral("sortingTable"))) {
        table->selectRow(0);
        Q_EMIT table->detailsWanted();
    }
    return &m_office.window();
}

/// For staff, who have no such page, shows the messages.
QWidget *ScreenshotTour::sources(Appearance appearance)
{
    if (!m_office.window().findChild<ui::SourcesView *>())
        return messages(appearance);
    m_theme.setAppearance(appearance);
    m_office.window().showSources();
    if (auto *table = m_office.window().findChild<ui::RowTable *>(QStringLiteral("sourcesTable"))) {
        table->selectRow(0);
        Q_EMIT table->detailsWanted(); // in a narrow window the pane lies over the table
    }
    return &m_office.window();
}

QWidget *ScreenshotTour::signIn()
{
    m_signIn.view().setAccounts({});
    ui::SignInInput input = m_signIn.view().input();
    input.anonKey.clear();
    input.remember = true;
    m_signIn.view().setInput(input);
    return &m_signIn;
}

} // namespace pl::app
