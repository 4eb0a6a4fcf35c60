#pragma once

#include "models/domain/customerkey.h"
#include "models/tables/viewcounts.h"
#include "ui/exporting/exportlist.h"
#include "ui/leads/leadviews.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QMainWindow>
#include <QPointer>

class QStackedWidget;

namespace pl::ui {

class ActivityView;
class BillingView;
class CommandPalette;
class CustomerView;
class DashboardView;
class DesktopAlerts;
class DispatchView;
class Exporter;
class FirstStepsPage;
class IdleLock;
class ImportView;
class KeyBindings;
class LeadActions;
class LeadsPlace;
class LeadsView;
class ManualWindow;
class MessagesView;
class OfflineBar;
class PeopleSearch;
class PlumbersView;
class PricesView;
class SearchField;
class SettingsView;
class SideBar;
class SortingView;
class SourcesView;
class StatusLine;
class Theme;
class Tour;
class UpdateBar;
class ViewDesk;
class ViewSection;
class WelcomeBar;
struct TourStop;

/// The office's window after sign-in: the bar with menus and search, the side bar, the view, the status line. Remembers
/// its position, its view and its columns in the context's settings.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Both must outlive the window.
    MainWindow(OfficeContext &context, Theme &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showLeads(LeadView view);
    /// A saved view; nothing happens when there is none with this id.
    void showView(const QUuid &id);
    void showPlumbers();
    void showMessages();
    void showSorting();
    void showDashboard();
    void showActivity();
    /// A customer's file: asks for whom.
    void showCustomer();
    /// The file of the customer of this lead.
    void showCustomerOf(const QUuid &lead);
    /// For admins only.
    void showBilling();
    void showPrices();
    void showDispatch();
    void showTemplates();
    void showSources();
    void showImport();
    /// A part of the settings by its key ("computer", for everybody); any other text: the page as it was left.
    void showSettings(const QString &part);
    /// Says that the program crashed, once the window isn't locked, and offers to show the report. An empty path:
    /// nothing happened.
    void offerCrashReport(const QString &file);
    /// Also brings the page back when the person has put it away.
    void showFirstSteps();
    /// Over the leads; afterwards the page and the focus are as before.
    void startTour();
    /// Call it once, right after the window was shown to a person. Offers the tour to somebody who is new on this
    /// computer, and shows the first steps to an admin of an office without leads, until the first lead comes. Does
    /// neither to anybody who has begun something else by then.
    void welcome();
    SettingsView &settingsPage() { return *m_settings; }
    IdleLock &idleLock() { return *m_lock; }
    /// While the sign-in has ended, a bar says so and offers to sign in again.
    void setSignInEnded(bool ended);
    /// Drops what was half written, and keeps nothing of it from now on.
    void forgetDrafts();
    /// The person has signed out: nothing outside of the window leads to it any more.
    void endAlerts();
    void notify(const QString &sentence, Notice::Kind kind, const QString &actionText,
                const std::function<void()> &action);

Q_SIGNALS:
    void signOutRequested();
    void signOutEverywhereRequested();
    void changePasswordRequested();
    void signInAgainRequested();
    /// This computer should forget the server, and the person is signed out.
    void forgetServerRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildFrame();
    void buildSideBar();
    void buildMenus();
    void buildFileMenu();
    void buildAccountMenu();
    void buildLeadMenus();
    void buildViewMenu();
    void buildHelpMenu();
    QAction *addTo(QMenu *menu, const QString &text, const QKeySequence &keys, const std::function<void()> &run);
    /// With an object name, which the person's own keys are kept under.
    QAction *addNamed(QMenu *menu, const char *name, const QString &text, const QKeySequence &keys,
                      const std::function<void()> &run);
    void addSearchActions(QMenu *view);
    void addPalette();
    void addPeopleToPalette();
    void addKeys();
    std::pair<QString, QString> paletteKey() const;
    void showPageKeys();
    void connectViews();
    void connectPlumbers();
    void connectBilling();
    void connectReplica();
    void connectAlerts();
    bool comeForward();
    void connectSession();
    void offerDrafts();
    const Lead *editedLead(const QStringList &forms) const;
    void assignLead(const QUuid &id);
    /// Waits while another notice is shown: it may offer to undo something.
    void showAlert();
    void addSettings();
    template <class Part>
    Part *addPart(const QString &key, const QString &icon, const QString &title);
    void addOfficeParts();
    void addServerParts();
    void addComputer();
    void fillSettingsMenu();
    void settingsPartShown(const QString &part);
    bool asksBeforeLeaving(const std::function<void()> &go);
    void leaveSettings(const std::function<void()> &go);
    void addExportActions(QMenu *file);
    void connectExporting();
    std::optional<ExportList> currentList();
    void connectMessages();
    void connectSorting();
    void addSources();
    void addDashboard();
    void addDashboardItem();
    void addDashboardMenu();
    void addDashboardTo(QMenu *view);
    void addActivity();
    void addActivityItem();
    void addActivityMenu();
    void addActivityTo(QMenu *view);
    void noteExports(const Exporter &exporter);
    void addCustomers();
    void addCustomerTo(QMenu *file);
    void addCustomersToPalette();
    void openCustomer(const CustomerKey &key, const QUuid &lead);
    void enterCustomers();
    void leaveCustomer();
    void forgetErased(const QList<Lead> &leads);
    void addImporting();
    void addViews();
    void buildViewsMenu(QMenu *view);
    void buildGroupMenu(QMenu *view);
    void buildDetach(QMenu *view);
    void buildBoard(QMenu *view);
    void openViewMenu(const QUuid &id, const QPoint &at);
    QUuid viewInHand() const;
    void saveView();
    void saveViewAs();
    void fillViews();
    void fillViewsMenu(const QList<SavedView> &views);
    void openWantedView();
    void countViewsSoon();
    void countViews();
    void showLead(const QUuid &lead);
    void showLeadKeys();
    void showPage(QWidget *page, const QString &key, const QList<QAction *> &actions);
    void showConnection();
    bool isLoadingMany() const;
    void showLoading();
    QString serverNoticeText() const;
    void pressBar();
    void refreshCounts();
    void refreshCountsSoon();
    void connectCounts();
    void searchChanged();
    void goTo(const QString &page);
    void adapt();
    void restorePlace();
    void savePlace();
    void addManual(QMenu *help);
    void showManual(const QString &chapter);
    QString chapterOfPage() const;
    void addPageTips();
    void addDiagnosticsTo(QMenu *help);
    void copyDiagnostics();
    void showDiagnostics(const QString &text);
    void showCrashReport(const QString &file);
    void addFirstSteps();
    void addFirstStepsTo(QMenu *help);
    void addWaysToSteps();
    void showFirstStepsItem();
    void hideFirstSteps();
    bool isUntouched() const;
    void openEmptyOffice();
    void showFirstLead();
    void showWelcome();
    void endWelcome();
    void openTour();
    QList<TourStop> tourStops();
    TourStop tourOfLists();
    TourStop tourOfRows();
    TourStop tourOfUndo();
    TourStop tourOfOffice();
    TourStop tourOfHelp();
    QRect placeOf(const QWidget *part) const;
    void addUpdates();
    void showUpdateBar();
    void showNewVersion();
    void showAbout();
    void showShortcuts();
    QList<QMenu *> menus() const;

    inline static const QString kPageKey = QStringLiteral("window/page"); ///< in the settings: the page that is shown
    inline static const QString kCustomerPage = QStringLiteral("customer");
    inline static const QString kActivityPage = QStringLiteral("activity");
    inline static const QString kFirstStepsPage = QStringLiteral("firstSteps");
    inline static const QString kDashboardPage = QStringLiteral("dashboard");
    inline static const QString kSettingsPage = QStringLiteral("settings");

    OfficeContext &m_context;
    Theme &m_theme;
    LeadActions *m_actions;
    LeadsView *m_leads;
    PlumbersView *m_plumbers;
    MessagesView *m_messages = nullptr;
    SortingView *m_sorting = nullptr;
    DashboardView *m_dashboard = nullptr;
    ActivityView *m_activity = nullptr;
    BillingView *m_billing = nullptr; ///< null for staff, like the next one
    PricesView *m_prices = nullptr;
    DispatchView *m_dispatch = nullptr; ///< null for staff
    SourcesView *m_sources = nullptr;   ///< null for staff
    CustomerView *m_customer = nullptr; ///< null without customers' files
    QString m_pageBeforeCustomer;
    Exporter *m_exporter = nullptr;
    ImportView *m_import = nullptr; ///< null for staff
    FirstStepsPage *m_firstSteps = nullptr;
    WelcomeBar *m_welcomeBar = nullptr;
    UpdateBar *m_updateBar = nullptr; ///< null without news about versions
    bool m_offersTour = false;
    std::optional<QString> m_pageAtWelcome; ///< until the first rows are there
    QPointer<Tour> m_tour;
    SettingsView *m_settings = nullptr;
    QHash<QString, QList<QAction *>> m_partActions; ///< by part of the settings: what the status line shows
    IdleLock *m_lock = nullptr;
    QMenu *m_settingsMenu = nullptr;
    ViewDesk *m_viewDesk = nullptr; ///< null without saved views
    ViewSection *m_viewSection = nullptr;
    std::unique_ptr<tables::ViewCounts> m_viewCounts;
    QMenu *m_viewsMenu = nullptr;
    QList<QAction *> m_viewActions; ///< about the view in hand
    QUuid m_wantedView;             ///< to be shown as soon as the views are read
    QTimer m_countSoon;
    QTimer m_refreshSoon; ///< while many leads are written
    QStackedWidget *m_pages;
    QMenuBar *m_menuBar;
    SearchField *m_search;
    SideBar *m_sideBar;
    OfflineBar *m_offlineBar;
    StatusLine *m_statusLine;
    Notice *m_notice;
    CommandPalette *m_palette;
    std::shared_ptr<PeopleSearch> m_peopleSearch;
    QAction *m_commands = nullptr; ///< opens the palette
    KeyBindings *m_keys = nullptr;
    QList<QAction *> m_pageActions; ///< whose keys the status line shows
    DesktopAlerts *m_alerts = nullptr;
    LeadsPlace *m_place = nullptr;
    std::unique_ptr<ManualWindow> m_manual; ///< once it was opened
    std::function<void()> m_noticeAction;
    QString m_alert;            // waits until the notice is gone
    bool m_offersCrash = false; ///< what was half written is told of after that
    bool m_signInEnded = false;
    QList<ServerNotice> m_dismissedNotices; ///< dismissed by the admin; any change shows the bar again
    QTimer m_searchSoon;
    QTimer m_minute;
};

} // namespace pl::ui
