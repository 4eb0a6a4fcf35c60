#pragma once

#include "models/stats/plumberrecord.h"
#include "models/tables/plumbertablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/sidepane.h"

#include <QTimer>

class QAction;
class QGridLayout;
class QVBoxLayout;

namespace pl::ui {

class ChipLabel;
class ElidedLabel;
class FactRow;
class LinkList;
class PlumberHistoryList;
class PlumberWarnings;

/// A plumber at a glance: who, whether something is wrong, when and where they take leads, their papers, how they
/// answer and what they have cost (for admins), their leads, the returned ones, messages, history. Follows its plumber
/// while others change it. Nothing is counted while it isn't visible.
class PlumberPane : public SidePane
{
    Q_OBJECT

public:
    /// Answers are counted over so many days.
    static constexpr int kRecordDays = 30;

    /// All must outlive the pane. `actions` are on its buttons, in this order.
    PlumberPane(OfficeContext &context, const tables::PlumberTableModel &model, const QList<QAction *> &actions,
                QWidget *parent);

    /// Null: says that none is selected.
    void showPlumber(const QUuid &plumberId);
    const QUuid &plumber() const { return m_plumberId; }

Q_SIGNALS:
    void leadWanted(const QUuid &leadId);
    /// All leads of this plumber, open ones or completed ones.
    void leadsWanted(const QUuid &plumberId, bool completed);
    /// The one with the same phone number or address.
    void plumberWanted(const QUuid &plumberId);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildPage(const QList<QAction *> &actions);
    QWidget *buildHeader();
    QWidget *buildButtons(const QList<QAction *> &actions);
    QWidget *buildFacts();
    QWidget *buildFigures();
    void buildLists(QVBoxLayout *layout);
    PlainLabel *addFact(QGridLayout *grid, const QString &title, const char *name);
    void follow();
    void refresh();
    void fillFacts(const Plumber &plumber);
    void fillPapers(const Plumber &plumber);
    void fillFigures(const Plumber &plumber);
    void fillAnswers(const stats::PlumberRecord &record);
    void fillMoney();
    void fillLeads(const stats::PlumberRecord &record);
    void fillMessages();
    void leadsMoved(const QList<Lead> &leads);
    void readOffers();
    stats::PlumberRecord record() const;
    Timestamp offersFrom() const;
    static QString returnedText(const stats::ReturnedLead &lead);

    OfficeContext &m_context;
    const tables::PlumberTableModel &m_model;
    QUuid m_plumberId;
    ElidedLabel *m_name;
    ChipLabel *m_verified;
    ChipLabel *m_status;
    PlumberWarnings *m_warnings;
    FactRow *m_phone;
    FactRow *m_email;
    QMap<QByteArray, PlainLabel *> m_facts; ///< by object name
    PlainLabel *m_cut;
    LinkList *m_current;
    LinkList *m_completed;
    LinkList *m_returned;
    LinkList *m_messages;
    PlainLabel *m_historyTitle;
    PlumberHistoryList *m_history;
    QSet<QUuid> m_shownLeads; ///< this plumber's, in the lists
    QTimer m_soon;
    QTimer m_readSoon;
    std::optional<Timestamp> m_offersRead; ///< asked for, last
    std::optional<Error> m_offersFailure;
};

} // namespace pl::ui
