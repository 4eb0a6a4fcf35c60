#pragma once

#include "ui/customer/customersearch.h"
#include "ui/customer/customersections.h"
#include "ui/office/customercontext.h"
#include "ui/widgets/notice.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QListWidget;
class QStackedWidget;

namespace pl::ui {

class ChipLabel;
class CustomerFileForm;
class CustomerLineModel;
class CustomerTable;
class DeadlineBanner;
class ElidedLabel;
class EraseForm;
class FilterField;
class PlainLabel;
class RefusalForm;
class StatePage;
class TakeBackForm;

/// A customer's file: finds a person by phone number, e-mail address or name, and shows in sections everything that the
/// office knows. Here a proof pack is made, the file given, "do not contact" entered, and, by admins, the person
/// erased. Keys only: the field finds, Enter opens, Up and Down move, Left and Right change between the sections and
/// their lines, Enter on a line shows its lead, Esc goes back.
class CustomerView : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the view.
    CustomerView(OfficeContext &context, CustomerContext &customers, QWidget *parent = nullptr);

    /// Puts the keyboard into the field that finds.
    void find();
    /// Opens a person's file. `leadId`: the lead that a proof pack is offered for.
    void open(const CustomerKey &key, const QUuid &leadId = {});
    /// For a menu. Their shortcuts work while the focus is in the view.
    QList<QAction *> menuActions() const;
    const CustomerSearch &search() const { return m_search; }
    /// Drops what is shown of people who were erased; `leads` are their leads.
    void forget(const QList<Lead> &leads);
    /// Drops all: the person signs out.
    void clear();

Q_SIGNALS:
    /// Esc, where nothing is left to go back from in the view.
    void left();
    void leadWanted(const QUuid &leadId);
    /// A customer was erased: copies elsewhere in the window must go.
    void erased();
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum Page { StatePageIndex, FoundPage, FilePage };
    QWidget *buildBar();
    QWidget *buildFile();
    QWidget *buildHead(QWidget *page);
    QWidget *buildButtons(QWidget *page);
    void makeActions();
    QAction *addViewAction(const char *name, const QString &text, const QList<QKeySequence> &keys,
                           void (CustomerView::*run)());
    void connectAll();
    void connectForms();
    void showStart();
    void listFound();
    void openFound();
    void leaveSearch();
    void focusLines();
    void load();
    void loaded(const Result<replica::CustomerRecords> &records);
    void loadWaiting();
    void present();
    void presentHead();
    void presentSections();
    void showSection();
    void showLine();
    void stepSection(int step);
    void showPage(Page page);
    void updateActions();
    void noteViewed();
    void showLead();
    void makeProof();
    void give();
    void forbid();
    void takeBack();
    void erase();
    void erasedNow(const replica::ErasingCounts &counts);
    void saveRefusals(const QList<ContactRefusal> &wishes);
    void saveTakeBack(const ContactRefusal &refusal, const QString &reason);
    void filesSaved(const QString &path, const QString &sentence, bool isSound);
    QList<ContactRefusal> takeable() const;
    QUuid leadInHand() const;
    bool hasFile() const { return m_file.has_value(); }

    OfficeContext &m_context;
    CustomerContext &m_customers;
    CustomerSearch m_search;
    QList<CustomerSearch::Person> m_people; ///< as they are listed
    CustomerKey m_key;
    QUuid m_leadId;
    std::optional<CustomerFile> m_file;
    QList<CustomerSection> m_sections;
    int m_generation = 0; ///< answers about another person are dropped
    CustomerLineModel *m_model;
    FilterField *m_field = nullptr;
    QStackedWidget *m_pages;
    StatePage *m_state;
    std::function<void()> m_stateAction;
    QListWidget *m_found;
    ElidedLabel *m_name = nullptr;
    PlainLabel *m_contact = nullptr;
    ChipLabel *m_refused = nullptr;
    DeadlineBanner *m_warning = nullptr;
    QListWidget *m_list = nullptr;
    CustomerTable *m_table = nullptr;
    PlainLabel *m_nothing = nullptr;
    QStackedWidget *m_lines = nullptr;
    PlainLabel *m_whole = nullptr;
    PlainLabel *m_count = nullptr;
    QTimer m_typed;                         ///< until somebody stops typing
    CustomerFileForm *m_fileForm = nullptr; ///< null without files
    RefusalForm *m_refusalForm;
    TakeBackForm *m_takeBackForm = nullptr; ///< null for staff
    EraseForm *m_eraseForm = nullptr;       ///< null for staff
    QAction *m_findAction = nullptr;
    QAction *m_leadAction = nullptr;
    QAction *m_proofAction = nullptr;
    QAction *m_giveAction = nullptr;
    QAction *m_forbidAction = nullptr;
    QAction *m_takeBackAction = nullptr;
    QAction *m_reloadAction = nullptr;
    QAction *m_eraseAction = nullptr;
};

} // namespace pl::ui
