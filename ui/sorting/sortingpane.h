#pragma once

#include "ui/sorting/sortingdesk.h"
#include "ui/widgets/sidepane.h"

class QPlainTextEdit;
class QPushButton;

namespace pl::ui {

class BodyList;
class ChipLabel;
class ChoicePopup;
class ElidedLabel;
class LeadPreview;
class SortingActions;

/// The item on the desk: what was sent, what its values are, and the lead it makes.
class SortingPane : public SidePane
{
    Q_OBJECT

public:
    SortingPane(OfficeContext &context, SortingDesk &desk, SortingActions &actions, QWidget *parent = nullptr);

    /// Moves the focus to the values, or to what else there is.
    void focusBody();
    QSize sizeHint() const override;

Q_SIGNALS:
    /// The person goes back to the list.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildPage(SortingActions &actions);
    QWidget *buildHeader();
    QWidget *buildButtons(SortingActions &actions);
    void refresh();
    void showBody();
    QString stateSentence() const;
    QString hintSentence() const;
    void askMeaning(int node);
    void point(int node, const mapping::Meaning &meaning);
    void askWord(const QString &word, mapping::LeadField field);

    OfficeContext &m_context;
    SortingDesk &m_desk;
    OpenedBodyPtr m_shown;
    bool m_isAwaited = false; ///< the focus goes to the values when they come
    ElidedLabel *m_source = nullptr;
    ChipLabel *m_waiting = nullptr;
    PlainLabel *m_came = nullptr;
    PlainLabel *m_sentence = nullptr;
    QPushButton *m_again = nullptr;
    BodyList *m_list = nullptr;
    QPlainTextEdit *m_raw = nullptr;
    PlainLabel *m_previewTitle = nullptr;
    LeadPreview *m_preview = nullptr;
    PlainLabel *m_hint = nullptr;
    ChoicePopup *m_choice;
};

} // namespace pl::ui
