#pragma once

#include "models/tables/pricetablemodel.h"
#include "ui/office/billingcontext.h"
#include "ui/office/officecontext.h"
#include "ui/settings/settingspart.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QAction;
class QStackedWidget;

namespace pl::ui {

class RowTable;
class RulesBar;
class ServiceForm;
class StatePage;

/// What leads cost, for admins: the rules by urgency above; below, the price of a lead for each service and urgency
/// under these rules, even before they are saved. Every change can be undone.
class PricesView : public QWidget, public SettingsPart
{
    Q_OBJECT

public:
    /// Both must outlive the view.
    PricesView(OfficeContext &context, BillingContext &billing, QWidget *parent = nullptr);

    QList<QAction *> menuActions() const { return {m_add, m_edit, m_offer, m_rulesAction}; }
    void focusTable();
    bool hasUnsavedChanges() const override;
    void saveChanges(const std::function<void()> &saved) override;
    void discardChanges() override;
    void focusFirst() override { focusTable(); }

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// The newest step of the context's UndoHistory should be undone.
    void undoRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildHeader();
    void buildTable();
    QAction *addViewAction(const char *name, const QString &text, const QList<QKeySequence> &keys,
                           void (PricesView::*run)());
    void connectAll();
    void refresh();
    const Service *current() const;
    void addService();
    void editService();
    void toggleOffered();
    void editRules();
    void saveService(const Service &wanted);
    void changeService(const Service &seen, const Service &wanted, const QString &done, const QString &notDone);
    void saveRules(const OfficeSettings &wanted);
    QList<FieldError> unchargeable(const OfficeSettings &wanted) const;
    void offerUndo(const QString &done, std::function<QFuture<Result<>>()> undo);
    void offerUndoOf(const Service &written, const Service &before, const QString &done);
    void loadFailed(const Error &error);

    OfficeContext &m_context;
    BillingContext &m_billing;
    tables::PriceTableModel *m_model;
    RulesBar *m_rules;
    ServiceForm *m_form;
    RowTable *m_table;
    StatePage *m_state;
    QStackedWidget *m_pages;
    QAction *m_add;
    QAction *m_edit;
    QAction *m_offer;
    QAction *m_rulesAction;
    std::function<void()> m_afterRules; ///< runs once the rules are saved
};

} // namespace pl::ui
