#pragma once

#include <functional>

namespace pl::ui {

/// What a part of the Settings page tells the page. One whose steps apply at once only says where work begins.
class SettingsPart
{
public:
    virtual ~SettingsPart() = default;

    virtual bool hasUnsavedChanges() const { return false; }
    /// Saves them. `saved` runs once they are saved; when they could not be, the part says why and it never runs.
    virtual void saveChanges(const std::function<void()> &saved) { saved(); }
    virtual void discardChanges() {}
    /// Puts the keyboard where work begins.
    virtual void focusFirst() = 0;
};

} // namespace pl::ui
