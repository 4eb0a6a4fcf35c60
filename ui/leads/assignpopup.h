#pragma once

#include "models/domain/candidate.h"
#include "models/domain/lead.h"
#include "models/domain/plumber.h"
#include "ui/widgets/popover.h"

class QLineEdit;
class QListView;
class QModelIndex;
class QPushButton;

namespace pl::ui {

class ElidedLabel;
class CandidateListModel;
class PlainLabel;

/// Chooses a plumber for a lead: a type-ahead list, those who can take it first, each with its reasons. Typing filters,
/// arrows move, Enter or a click assigns, Esc closes. A plumber who can't take it asks "Assign anyway?" in its own row
/// and is chosen by the second Enter. A key that is held down chooses nobody. The one who has the lead already is not
/// in the list. While the lead's service is unknown, a sentence says so, with a button that leads to it.
class AssignPopup : public Popover
{
    Q_OBJECT

public:
    explicit AssignPopup(QWidget *host);

    /// `candidates` as PlumberRoster::rank() gives them; `anchor` in global coordinates.
    void openFor(const Lead &lead, const QList<Candidate> &candidates, const QHash<QUuid, Plumber> &plumbers,
                 const QRect &anchor);
    QUuid leadId() const { return m_leadId; }

Q_SIGNALS:
    /// The popup has closed already.
    void plumberChosen(const QUuid &leadId, const QUuid &plumberId);
    /// The person wants to say first which service the lead needs. The popup has closed already.
    void serviceWanted(const QUuid &leadId);

protected:
    QWidget *firstFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildNoService();
    void filter(const QString &text);
    void selectAndChoose(const QModelIndex &index);
    void choose();
    void selectRow(int row);
    bool moveBy(int key);
    void fitToRows();

    QUuid m_leadId;
    ElidedLabel *m_title;
    PlainLabel *m_count;
    QWidget *m_noService;
    QLineEdit *m_filter;
    QListView *m_list;
    PlainLabel *m_noHits;
    CandidateListModel *m_model;
};

} // namespace pl::ui
